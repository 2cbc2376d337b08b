-- What wrk sends to Alertmanager: the events of ../load/events.lua, field by field, as alerts of its
-- API. What identifies an event and what one filters by are labels, the rest are annotations.

dofile(debug.getinfo(1, "S").source:match("^@(.*/)") .. "../load/events.lua")

form = {
  before_class = '{"labels":{"alertname":"disk","event_manager_id":"bench","severity":"high",' ..
    '"class":"disk-',
  before_key = '","dedup_key":"',
  after_key = '","host":"node-17.eu-west.example.org","device":"/dev/nvme0n1p2","team":"storage"},' ..
    '"annotations":{"summary":"disk usage of /var/lib/data is above 90 %","usage_percent":"91.4",' ..
    '"runbook":"https://runbooks.example.org/disk-full"}}',
  single_is_list = true,
}

local init_of_events = init

function init(arguments)
  init_of_events(arguments)
  wrk.path = "/api/v2/alerts"
end
