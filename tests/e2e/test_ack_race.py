"""The pager's case P10: acknowledgements that meet timeouts, a few hundred times."""

import os
import random
import threading
import time

from support.client import moment
from support.scenario import Scenario
from support.waiting import pause_until

OUTAGES = 320
THREADS = 8
NEAR = 0.02  # seconds around the timeout that the acknowledgements come in


class AcknowledgementRace(Scenario):
    def test_p10_level_1_is_paged_before_the_acknowledgement_or_not_at_all(self):
        seed = int(os.environ.get("TOCSIN_SEED", time.time_ns() % 10**9))
        print(f"TOCSIN_SEED={seed}")
        chance = random.Random(seed)
        delays = [chance.randrange(2500, 5500) for _ in range(OUTAGES)]  # in ms
        outages = [(self.service(levels=3, delay=f"{delay}ms"), delay / 1000,
                    chance.uniform(-NEAR, NEAR)) for delay in delays]
        answered = {}

        def race(mine):
            client = self.tocsin.client()
            due = []
            for service, delay, offset in mine:
                path = f"/v1/services/{service.id}/alerts"
                alert_id = client.post(path, {"message": "down"}).expect(202).json["alert_id"]
                due.append((moment(client.alert(alert_id)["opened_at"]) + delay + offset, alert_id))
            for at, alert_id in sorted(due):
                pause_until(at)
                client.post(f"/v1/alerts/{alert_id}/acknowledge").expect(200)
                answered[alert_id] = time.time()
            client.close()

        racers = [threading.Thread(target=race, args=(outages[n::THREADS],)) for n in range(THREADS)]
        for racer in racers:
            racer.start()
        for racer in racers:
            racer.join()

        self.assertEqual(len(answered), OUTAGES)
        self.let_pass(6)  # longer than any of the delays
        escalated = sum(self.check(alert_id) for alert_id in answered)
        print(f"{escalated} of {OUTAGES} escalated before the acknowledgement")
        self.assertGreater(escalated, OUTAGES / 10, "the two hardly ever met")
        self.assertLess(escalated, OUTAGES * 9 / 10, "the two hardly ever met")

    def check(self, alert_id):
        """Whether level 1 was paged."""
        alert = self.alert(alert_id)
        self.assertEqual((alert["status"], alert["escalation"]), ("acknowledged", "acknowledged"))
        pages = self.notifications(alert_id)
        self.assertEqual(sorted(page["level"] for page in pages), list(range(len(pages))))
        self.assertEqual(alert["notified_level"], len(pages) - 1)
        for page in pages:
            starts = [attempt["at"] for attempt in page["attempts"]]
            for at in [page["created_at"], *starts]:
                self.assertLessEqual(at, alert["acknowledged_at"])
        arrived = [r for r in self.sink.records() if r.json["alert_id"] == alert_id]
        self.assertEqual(len(arrived), len({r.headers["idempotency-key"] for r in arrived}))
        return len(pages) > 1
