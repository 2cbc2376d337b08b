-- What wrk sends: alerts of about 300 bytes, `batch` to a request. Every alert is a new one unless
-- `keys` says how many there are to be repeated. Arguments: name of the run, batch, keys (0: all new).

dofile(debug.getinfo(1, "S").source:match("^@(.*/)") .. "result.lua")

local threads = 0

function setup(thread)
  thread:set("thread_number", threads)
  threads = threads + 1
end

function init(arguments)
  run, batch, keys = arguments[1], tonumber(arguments[2]), tonumber(arguments[3])
  sent = 0
  wrk.method = "POST"
  wrk.path = batch == 1 and "/v1/events" or "/v1/events/batch"
  wrk.headers["Content-Type"] = "application/json"
end

-- What stands around the class and the key of an alert; another one's API has another form of it.
form = {
  before_class = '{"event_manager_id":"bench","summary":"disk usage of /var/lib/data is above 90 %",' ..
    '"severity":"high","action":"trigger","class":"disk-',
  before_key = '","dedupKey":"',
  after_key = '","host":"node-17.eu-west.example.org","device":"/dev/nvme0n1p2",' ..
    '"usage_percent":"91.4","team":"storage","runbook":"https://runbooks.example.org/disk-full"}',
  single_is_list = false,
}

local function event()
  sent = sent + 1
  local number = keys > 0 and sent % keys or sent
  local key = keys > 0 and "repeat-" .. number or run .. "-" .. thread_number .. "-" .. number
  return form.before_class .. number % 1000 .. form.before_key .. key .. form.after_key
end

function request()
  if batch == 1 and not form.single_is_list then return wrk.format(nil, nil, nil, event()) end
  local events = {}
  for place = 1, batch do events[place] = event() end
  return wrk.format(nil, nil, nil, "[" .. table.concat(events, ",") .. "]")
end
