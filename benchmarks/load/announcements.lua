-- What wrk sends: alerts of others, `batch` to a request, each with an id of its own. Severities,
-- sources and names come in the shares of `tocsin generate`, so that of the alerts one in twenty is a
-- validation, which the rules do not name. Arguments: batch, seed, name (of every alert, or "").

dofile(debug.getinfo(1, "S").source:match("^@(.*/)") .. "result.lua")

local threads = 0

function setup(thread)
  thread:set("thread_number", threads)
  threads = threads + 1
end

-- A hundred places, as many for each value as it has percent.
local function drawn_from(shares)
  local places = {}
  for value, percent in shares:gmatch("(%a+):(%d+)") do
    for _ = 1, tonumber(percent) do places[#places + 1] = value end
  end
  return function() return places[math.random(100)] end
end

local severity = drawn_from("HIGH:30,MEDIUM:30,LOW:25,CRITICAL:15")
local source = drawn_from(
  "api:25,db:20,cache:15,monitor:15,queue:10,worker:5,frontend:5,backend:5")
local name = drawn_from(
  "timeout:15,error:15,crash:10,slow:10,memory:10,cpu:10,disk:10,network:10,auth:5,validation:5")

function init(arguments)
  batch = tonumber(arguments[1])
  math.randomseed(tonumber(arguments[2]) * 1000 + thread_number)
  if arguments[3] ~= "" then name = function() return arguments[3] end end
  wrk.method = "POST"
  wrk.path = "/v1/events/batch"
  wrk.headers["Content-Type"] = "application/json"
end

local function uuid()
  local random = math.random
  return string.format("%08x-%04x-4%03x-a%03x-%06x%06x", random(0, 2 ^ 31 - 1), random(0, 0xFFFF),
    random(0, 0xFFF), random(0, 0xFFF), random(0, 0xFFFFFF), random(0, 0xFFFFFF))
end

local after_name = '","context":{"environment":"production","region":"eu-west-1",' ..
  '"instance":"i-17"},"event_ts":' .. os.time() .. '}'

local function alert()
  return '{"alert_id":"' .. uuid() .. '","severity":"' .. severity() .. '","source":"' .. source() ..
    '","name":"' .. name() .. after_name
end

function request()
  local alerts = {}
  for place = 1, batch do alerts[place] = alert() end
  return wrk.format(nil, nil, nil, "[" .. table.concat(alerts, ",") .. "]")
end
