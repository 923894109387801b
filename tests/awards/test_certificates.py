"""Certificates of a decision: one batch in its order, each exactly once, a bad one told apart."""

import hashlib
import io
import re
import zipfile

import pikepdf
import pypdfium2
import pytest
from django.urls import reverse

from awards.enums import AwardState
from awards.models import Award, RegisterEntry
from awards.queries.certificates import certificates_of
from awards.services import certificates
from awards.services.certificates import certificates_begin
from common import jobs
from common.access import Refused
from common.models import Event, Job, JobState, StoredFile
from documents.enums import DocumentState, ItemState, TemplateState
from documents.models import Batch, BatchItem, IssuedDocument, PaperTemplate
from documents.rendering import PaperUnavailable
from documents.services import batch_archive, batches
from documents.services.batches import batch_cancel, batch_resume
from documents.services.issuing import document_replace, document_revoke
from tests import factories
from tests.awards import certificate_world as world
from units.enums import Role

ADDRESS = "https://thidua.example.vn"


@pytest.fixture
def secretary(db, settings):
    settings.PUBLIC_URL = ADDRESS
    return world.secretary()


def run(batch):
    batch.refresh_from_db()
    jobs.run_job.func(job_id=batch.job_id)
    batch.refresh_from_db()
    batch.job.refresh_from_db()
    return batch


def text_of(pdf):
    page = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    return page.get_text_range()


def test_a_batch_makes_each_certificate_once_in_the_order_of_the_decision(secretary):
    decision = world.issued_decision(30, by=secretary)
    batch = certificates_begin(decision=decision, by=secretary)
    assert certificates_begin(decision=decision, by=secretary) == batch
    run(batch)
    assert (batch.job.state, batch.job.outcome) == (JobState.DONE, {"made": 30, "failed": 0})
    assert (batch.job.done, batch.job.total) == (30, 30)
    entries = list(RegisterEntry.objects.select_related("certificate").order_by("number"))
    papers = [entry.certificate for entry in entries]
    assert len({paper.pk for paper in papers}) == len({paper.code for paper in papers}) == 30
    assert [paper.facts["register"] for paper in papers] == [str(n) for n in range(1, 31)]
    assert list(batch.items.values_list("document_id", flat=True)) == [paper.pk for paper in papers]
    assert Event.objects.filter(action="document.issued").count() == 30
    with batch.archive.file.open("rb") as stored:
        archive = zipfile.ZipFile(io.BytesIO(stored.read()))
    names = archive.namelist()
    assert names[0] == "001-tap-the-to-chuyen-mon-so-1.pdf"
    assert names[-1] == "000-in-ca-lo.pdf"
    together = pypdfium2.PdfDocument(archive.read(names[-1]))
    assert len(together) == 30
    assert "Vào sổ số: 17" in together[16].get_textpage().get_text_range()
    first = archive.read(names[0])
    assert pikepdf.open(io.BytesIO(first)).check_pdf_syntax() == []
    assert papers[0].renditions.get().sha256 == hashlib.sha256(first).hexdigest()


def test_asked_again_in_the_middle_it_is_the_same_batch(secretary, monkeypatch):
    monkeypatch.setattr(batches, "CHUNK", 2)
    decision = world.issued_decision(5, by=secretary)
    batch = certificates_begin(decision=decision, by=secretary)
    real = batches._make

    def asked_again_and_stopped(*args):
        real(*args)
        assert certificates_begin(decision=decision, by=secretary) == batch
        batch_cancel(batch=batch, by=secretary)

    monkeypatch.setattr(batches, "_make", asked_again_and_stopped)
    run(batch)
    assert batch.items.filter(state=ItemState.DONE).count() == 2
    assert certificates_begin(decision=decision, by=secretary) == batch
    assert Batch.objects.count() == 1


def test_where_no_paper_can_be_made_the_batch_says_so_at_once(secretary, monkeypatch, client):
    def unavailable(*_args):
        raise PaperUnavailable("Thiếu phông chữ trên máy chủ.")

    monkeypatch.setattr(certificates, "certificate", unavailable)
    batch = certificates_begin(decision=world.issued_decision(2, by=secretary), by=secretary)
    run(batch)
    assert (batch.job.state, batch.job.attempts) == (JobState.FAILED, 1)
    assert batch.items.filter(state=ItemState.WAITING).count() == 2
    client.force_login(secretary)
    assert "Thiếu phông chữ trên máy chủ." in client.get(reverse("documents:batch", args=[batch.pk])).content.decode()


def test_a_silent_worker_is_told_on_the_page_of_its_batch(secretary, client):
    batch = certificates_begin(decision=world.issued_decision(1, by=secretary), by=secretary)
    client.force_login(secretary)
    page = reverse("documents:batch", args=[batch.pk])
    assert client.get(page).context["worker_is_silent"]
    jobs.touch("worker")
    assert not client.get(page).context["worker_is_silent"]


def test_asked_again_when_all_is_made_it_is_refused(secretary):
    decision = world.issued_decision(2, by=secretary)
    run(certificates_begin(decision=decision, by=secretary))
    with pytest.raises(Refused) as refused:
        certificates_begin(decision=decision, by=secretary)
    assert refused.value.verdict.code == "nothing"


def test_what_is_on_its_way_is_not_asked_for_twice(secretary, monkeypatch):
    monkeypatch.setattr(batches, "CHUNK", 2)
    decision = world.issued_decision(3, by=secretary)
    batch = certificates_begin(decision=decision, by=secretary)
    real = batches._make

    def stop_after_first(*args):
        real(*args)
        batch_cancel(batch=batch, by=secretary)

    monkeypatch.setattr(batches, "_make", stop_after_first)
    run(batch)
    assert batch.items.filter(state=ItemState.DONE).count() == 2
    assert certificates_begin(decision=decision, by=secretary) == batch
    assert certificates_of(secretary, decision)["to_make"] == 0


def test_the_page_of_the_decision_asks_for_certificates_and_shows_their_batches(secretary, client):
    decision = world.issued_decision(2, by=secretary)
    page = reverse("awards:decision", args=[decision.public_id])
    begin = reverse("awards:certificates_begin", args=[decision.public_id])
    client.force_login(secretary)
    fresh = client.get(page).content.decode()
    assert f'action="{begin}"' in fresh
    client.force_login(factories.make_user(Role.LEADER))
    assert f'action="{begin}"' not in client.get(page).content.decode()
    client.force_login(secretary)
    batch = certificates_begin(decision=decision, by=secretary)
    link = reverse("documents:batch", args=[batch.pk])
    waiting = client.get(page).content.decode()
    assert f'href="{link}"' in waiting
    assert f'action="{begin}"' not in waiting
    run(batch)
    done = client.get(page).content.decode()
    assert f'href="{reverse("documents:batch_archive", args=[batch.pk])}"' in done
    assert f'action="{begin}"' not in done
    RegisterEntry.objects.filter(number=2).update(certificate=None)
    assert f'action="{begin}"' in client.get(page).content.decode()
    client.force_login(factories.make_user(Role.ACCOUNTANT))
    assert link not in client.get(page).content.decode()


def test_the_papers_lead_to_batches_and_those_who_set_them_to_templates(secretary, client):
    shown = {}
    for role in (Role.RECORDS_CLERK, Role.LEADER):
        client.force_login(factories.make_user(role))
        text = client.get(reverse("documents:papers")).content.decode()
        names = ("documents:batches", "documents:templates")
        shown[role] = [f'href="{reverse(name)}"' in text for name in names]
    assert shown == {Role.RECORDS_CLERK: [True, True], Role.LEADER: [True, False]}


def test_without_a_public_address_nothing_is_begun(secretary, settings):
    settings.PUBLIC_URL = ""
    with pytest.raises(Refused) as refused:
        certificates_begin(decision=world.issued_decision(1, by=secretary), by=secretary)
    assert refused.value.verdict.code == "no_address"


def test_one_that_was_revoked_meanwhile_fails_alone(secretary):
    decision = world.issued_decision(3, by=secretary)
    batch = certificates_begin(decision=decision, by=secretary)
    Award.objects.filter(order=2).update(state=AwardState.REVOKED, ended_by=decision)
    run(batch)
    assert batch.job.outcome == {"made": 2, "failed": 1}
    failed = batch.items.get(state=ItemState.FAILED)
    assert (failed.order, failed.document, "in force" in failed.error or "hiệu lực" in failed.error) == (2, None, True)
    Award.objects.filter(order=2).update(state=AwardState.GRANTED, ended_by=None)
    batch_resume(batch=batch, by=secretary)
    run(batch)
    assert batch.job.outcome == {"made": 3, "failed": 0}
    assert IssuedDocument.objects.count() == 3


def test_one_that_breaks_while_kept_fails_alone(secretary, monkeypatch):
    decision = world.issued_decision(3, by=secretary)
    batch = certificates_begin(decision=decision, by=secretary)
    real = certificates.certificate_facts

    def void_meanwhile(entry, code, heads):
        if entry.number == 2:
            RegisterEntry.objects.filter(pk=entry.pk).update(voided_at=batch.asked_at, void_reason="hỏng")
        return real(entry, code, heads)

    monkeypatch.setattr(certificates, "certificate_facts", void_meanwhile)
    run(batch)
    assert batch.job.outcome == {"made": 2, "failed": 1}
    assert IssuedDocument.objects.count() == 2


def test_stopped_it_goes_on_where_it_stood(secretary, monkeypatch):
    monkeypatch.setattr(batches, "CHUNK", 2)
    decision = world.issued_decision(6, by=secretary)
    batch = certificates_begin(decision=decision, by=secretary)
    real = batches._make

    def stop_after_first(*args):
        real(*args)
        batch_cancel(batch=batch, by=secretary)

    monkeypatch.setattr(batches, "_make", stop_after_first)
    run(batch)
    assert batch.job.state == JobState.CANCELLED
    assert batch.items.filter(state=ItemState.DONE).count() == 2
    assert batch.archive is None
    monkeypatch.setattr(batches, "_make", real)
    batch_resume(batch=batch, by=secretary)
    run(batch)
    assert batch.items.filter(state=ItemState.DONE).count() == IssuedDocument.objects.count() == 6
    assert batch.archive is not None


def test_an_attempt_that_was_taken_over_keeps_nothing(secretary):
    decision = world.issued_decision(2, by=secretary)
    batch = certificates_begin(decision=decision, by=secretary)
    Job.objects.filter(pk=batch.job_id).update(state=JobState.RUNNING, attempts=2)
    old = jobs.JobRun(Job.objects.get(pk=batch.job_id), 1)
    with pytest.raises(jobs.JobCancelled):
        batches.batch_run(batch_id=batch.pk, run=old)
    assert IssuedDocument.objects.count() == 0


def test_the_layout_in_use_is_printed_and_the_public_page_tells_the_certificate(secretary, client):
    PaperTemplate.objects.create(
        kind=certificates.KIND,
        name="Phôi 2026",
        state=TemplateState.ACTIVE,
        layout={"stock": True, "shift_x": 3},
        sha256="0" * 64,
        added_by=secretary,
        added_at=world.clock.now(),
    )
    run(certificates_begin(decision=world.issued_decision(1, by=secretary), by=secretary))
    paper = IssuedDocument.objects.get()
    assert paper.state == DocumentState.ISSUED
    with paper.renditions.get().file.file.open("rb") as stored:
        words = text_of(stored.read())
    assert "Tổ chuyên môn số 1" in words
    assert "CỘNG HÒA" not in words
    seen = client.get(reverse("documents:verify", args=[paper.code])).content.decode()
    assert "Tập thể Tổ chuyên môn số 1" in seen
    assert "05/QĐ-SGDĐT" in seen


def test_the_pages_of_a_batch(secretary, client):
    decision = world.issued_decision(3, by=secretary)
    client.force_login(secretary)
    begun = client.post(reverse("awards:certificates_begin", args=[decision.public_id]))
    batch = BatchItem.objects.first().batch
    page = reverse("documents:batch", args=[batch.pk])
    assert begun.headers["Location"] == page
    assert 'hx-trigger="every 2s"' in client.get(page).content.decode()
    run(batch)
    shown = client.get(page).content.decode()
    assert "hx-trigger" not in shown
    assert "Tập thể Tổ chuyên môn số 3" in shown
    archive = client.get(reverse("documents:batch_archive", args=[batch.pk]))
    assert archive.headers["Content-Type"] == "application/zip"
    assert client.get(reverse("documents:batches")).status_code == 200
    assert client.post(reverse("documents:batch_resume", args=[batch.pk])).status_code == 409


def packed(batch):
    with batch.archive.file.open("rb") as stored:
        return zipfile.ZipFile(io.BytesIO(stored.read())).namelist()


def test_a_revoked_certificate_leaves_the_archive(secretary, client):
    batch = run(certificates_begin(decision=world.issued_decision(3, by=secretary), by=secretary))
    earlier, papers = batch.archive, [item.document for item in batch.items.order_by("order")]
    document_revoke(document=papers[1], by_symbol="Quyết định số 20/QĐ", on=world.DAY, by=secretary)
    batch.refresh_from_db()
    assert batch.archive is None
    assert not StoredFile.objects.filter(pk=earlier.pk).exists()
    assert packed(run(batch)) == [
        "001-tap-the-to-chuyen-mon-so-1.pdf",
        "003-tap-the-to-chuyen-mon-so-3.pdf",
        "000-in-ca-lo.pdf",
    ]
    document_replace(document=papers[0], replaced_by=papers[1], by=secretary)
    document_revoke(document=papers[2], by_symbol="Quyết định số 21/QĐ", on=world.DAY, by=secretary)
    assert run(batch).archive is None
    client.force_login(secretary)
    page = client.get(reverse("documents:batch", args=[batch.pk]))
    assert (page.context["look"]["tone"], page.context["may_resume"]) == ("ok", False)
    with pytest.raises(Refused):
        batch_resume(batch=batch, by=secretary)


def test_a_revocation_while_the_archive_is_packed_is_seen(secretary, monkeypatch):
    batch = certificates_begin(decision=world.issued_decision(2, by=secretary), by=secretary)
    real, seen = batch_archive.made_file_store, []

    def revoked_meanwhile(**kwargs):
        if not seen:
            seen.append(IssuedDocument.objects.order_by("pk").first())
            document_revoke(document=seen[0], by_symbol="Quyết định số 20/QĐ", on=world.DAY, by=secretary)
        return real(**kwargs)

    monkeypatch.setattr(batch_archive, "made_file_store", revoked_meanwhile)
    assert packed(run(batch)) == ["002-tap-the-to-chuyen-mon-so-2.pdf", "000-in-ca-lo.pdf"]
    assert StoredFile.objects.filter(content_type="application/zip").count() == 1


@pytest.mark.parametrize("role", [Role.LEADER, Role.OBSERVER])
def test_all_certificates_at_once_are_for_who_has_them_printed(secretary, client, role):
    batch = run(certificates_begin(decision=world.issued_decision(1, by=secretary), by=secretary))
    address = reverse("documents:batch_archive", args=[batch.pk])
    client.force_login(factories.make_user(role))
    assert client.get(address).status_code == 403
    assert address not in client.get(reverse("documents:batch", args=[batch.pk])).content.decode()


def test_a_stranger_reads_the_decision_behind_a_certificate_and_what_became_of_it(secretary, client):
    client.cookies["language"] = "en"
    decision = world.issued_decision(1, by=secretary)
    run(certificates_begin(decision=decision, by=secretary))
    address = reverse("documents:verify", args=[IssuedDocument.objects.get().code])

    def told():
        text = " ".join(client.get(address).content.decode().split())
        card = text[text.index("The decision it stands on") : text.index("Compare my file")]
        return re.findall(r"<dd>(.*?)</dd>", card)

    facts = ["05/QĐ-SGDĐT", "05/02/2026", "Trần Văn Quảng"]
    assert told() == [*facts, "It holds."]
    decision.document = IssuedDocument.objects.create(
        kind="awards.decision", state="revoked", title="Quyết định", target_type="awards.decision",
        target_id=str(decision.pk), code="QD-THU", full_symbol="05/QĐ-SGDĐT", issued_on=world.DAY,
        revoked_on=world.DAY, revoked_by_symbol="Quyết định số 20/QĐ-SGDĐT", created_at=world.clock.now(),
    )  # fmt: skip
    decision.save()
    *known, state = told()
    assert known == ['<a href="/v/QD-THU">05/QĐ-SGDĐT</a>', *facts[1:]]
    assert "Revoked" in state
    assert "By Quyết định số 20/QĐ-SGDĐT." in state
