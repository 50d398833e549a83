"""My jobs are mine."""

import pytest
from django.urls import reverse

from zhijia.kernels.jobs import actions
from zhijia.kernels.jobs.models import Job
from zhijia.kernels.jobs.registry import Task, jobs


@pytest.fixture
def job(cast, monkeypatch):
    monkeypatch.setitem(jobs, "test.work", Task("test.work", "试验任务", lambda job: None))
    return actions.enqueue(code="test.work", by=cast.college_officer, unit=cast.college, at=cast.now)


@pytest.mark.parametrize("name", ["job", "progress"])
def test_a_job_is_shown_to_whoever_started_it_and_to_nobody_else(client, cast, job, name):
    url = reverse(f"jobs:{name}", args=[job.pk])
    client.force_login(cast.college_officer)
    response = client.get(url)
    assert response.status_code == 200
    assert "试验任务" in response.content.decode()
    for stranger in (cast.sibling_officer, cast.province_officer):
        client.force_login(stranger)
        assert client.get(url).status_code == 404


def test_the_list_holds_only_my_jobs(client, cast, job):
    client.force_login(cast.college_officer)
    assert "试验任务" in client.get(reverse("jobs:jobs")).content.decode()
    client.force_login(cast.sibling_officer)
    assert "试验任务" not in client.get(reverse("jobs:jobs")).content.decode()


def test_the_bar_polls_while_the_job_is_open_and_then_loads_the_page_anew(client, cast, job):
    client.force_login(cast.college_officer)
    url = reverse("jobs:progress", args=[job.pk])
    assert "hx-get" in client.get(url, headers={"HX-Request": "true"}).content.decode()
    Job.objects.filter(pk=job.pk).update(state="done", finished_at=cast.now)
    assert client.get(url, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"


def test_a_stranger_cannot_stop_my_job(client, cast, job):
    client.force_login(cast.sibling_officer)
    assert client.post(reverse("jobs:cancel", args=[job.pk])).status_code == 404
    client.force_login(cast.college_officer)
    assert client.post(reverse("jobs:cancel", args=[job.pk])).status_code == 302
    job.refresh_from_db()
    assert job.state == "cancelled"
