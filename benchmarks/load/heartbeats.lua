-- What wrk sends: heartbeats of about 150 bytes, a thousand to a request, of many subjects in turn,
-- each with a measurement of its own. Arguments: signal type, subjects.

dofile(debug.getinfo(1, "S").source:match("^@(.*/)") .. "result.lua")

local batch = 1000

function init(arguments)
  signal_type, subjects = arguments[1], tonumber(arguments[2])
  sent = 0
  wrk.method = "POST"
  wrk.path = "/v1/signals"
  wrk.headers["Content-Type"] = "application/json"
end

local function signal()
  sent = sent + 1
  return '{"signal_type":"' .. signal_type .. '","org_id":"subject-' .. sent % subjects ..
    '","value":{"status":"online","sequence":' .. sent .. '},"metadata":{"region":"eu-west-1"}}'
end

function request()
  local signals = {}
  for place = 1, batch do signals[place] = signal() end
  return wrk.format(nil, nil, nil, "[" .. table.concat(signals, ",") .. "]")
end
