-- What wrk sends: log lines of about 150 bytes, a thousand to a request, of many services: 60 % INFO,
-- 20 % WARN, 20 % ERROR, every fifth with a status of 500. The bodies are made beforehand, for making
-- them costs more than taking them. Arguments: services, bodies.

dofile(debug.getinfo(1, "S").source:match("^@(.*/)") .. "result.lua")

local batch = 1000
local levels = {"INFO", "INFO", "INFO", "WARN", "ERROR"}
local statuses = {200, 200, 200, 400, 500}

local function line(services)
  return string.format(
    '{"service":"service-%d","level":"%s","message":"GET /api/v1/orders/%d took long",' ..
      '"statusCode":%d,"responseTime":%d,"traceId":"%08x%08x"}',
    math.random(services) - 1, levels[math.random(5)], math.random(99999), statuses[math.random(5)],
    math.random(5000), math.random(0x7fffffff), math.random(0x7fffffff))
end

function init(arguments)
  local services, count = tonumber(arguments[1]), tonumber(arguments[2])
  wrk.method = "POST"
  wrk.path = "/v1/logs/batch"
  wrk.headers["Content-Type"] = "application/json"
  requests = {}
  for place = 1, count do
    local lines = {}
    for number = 1, batch do lines[number] = line(services) end
    requests[place] = wrk.format(nil, nil, nil, "[" .. table.concat(lines, ",") .. "]")
  end
  sent = 0
end

function request()
  sent = sent + 1
  return requests[sent % #requests + 1]
end
