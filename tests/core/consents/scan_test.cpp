#include "core/consents/record_documents.h"
#include "core/consents/scan_file.h"
#include "core/consents/sheet_letterhead.h"
#include "core/consents/sheet_pages.h"
#include "core/consents/screen_signature.h"
#include "core/consents/signature.h"
#include "core/safety/consent_cover.h"
#include "core/storage/destruction.h"
#include "core/storage/verification.h"
#include "tests/core/consents/consent_fixture.h"
#include "tests/core/consents/pdf_text.h"
#include "tests/support/scanner.h"

#include <QPainter>

using namespace dermis;
using namespace dermis::test;

namespace {

struct ScanFixture : ConsentFixture
{
    QByteArray sheet(const Consent &consent) { return sheetBytes(*database, consent.id).value(); }
    int pages(const Consent &consent) { return pagesOf(*database, consent).value(); }
    QList<QRectF> boxesOn(const Consent &consent, int page, const QList<int> &numbers)
    {
        QList<QRectF> boxes;
        const QList<SignatureField> fields = signatureFields(*database, consent.id).value();
        for (const SignatureField &field : fields) {
            if (field.page == page && numbers.contains(field.number))
                boxes << field.area;
        }
        return boxes;
    }
    QList<QImage> scans(const Consent &consent, const QList<int> &signedIn = {1, 4}, const Scanning &how = {})
    {
        QList<QImage> pictures;
        for (int page = 1; page <= pages(consent); ++page)
            pictures << scanned(sheet(consent), page, how, boxesOn(consent, page, signedIn));
        return pictures;
    }
    Result<QList<ScanPage>> file(const QByteArray &bytes, const QString &name = u"scan.pdf"_s)
    {
        return fileScan(*database, nurse, clock.now(), name, bytes);
    }
    Result<Consent> confirm(const Consent &sheet, const QList<int> &fields, const QDate &day = {})
    {
        QList<Signature> given;
        for (const int field : fields) {
            Signature one;
            one.field = field;
            one.signedOn = day.isValid() ? day : clock.today();
            given << one;
        }
        const Consent now = consent(*database, sheet.id).value();
        return confirmSignatures(*database, nurse, clock.now(), now.id, now.revision, given);
    }
    static QImage emptyPage(int grey = 255)
    {
        QImage page(1600, 2200, QImage::Format_Grayscale8);
        page.fill(QColor(grey, grey, grey));
        return page;
    }
    static FilingPlace onSheet(const Consent &sheet, int page)
    {
        FilingPlace place;
        place.shortCode = sheet.shortCode;
        place.page = page;
        return place;
    }
    static FilingPlace paperOf(PatientId patient, PaperKind kind, const QString &title)
    {
        FilingPlace place;
        place.patient = patient;
        place.paper = kind;
        place.title = title;
        return place;
    }
    Result<QList<ScanPage>> move(const QList<ScanPageId> &pages, const FilingPlace &to, const QString &why = {})
    {
        clock.advanceMilliseconds(1000);
        return moveScans(*database, nurse, clock.now(), pages, to, why);
    }
    QList<RecordDocument> documents(PatientId patient) { return documentsOf(*database, patient).value(); }
    QString fileNumber(PatientId patient) { return dermis::patient(*database, patient)->fileNumber; }
    Consent signedSheet(PatientId patient)
    {
        const Consent issued = issue(patient);
        REQUIRE(file(pdfOf(scans(issued))));
        return confirm(issued, {1, 4}).value();
    }
    bool isCovered(PatientId patient)
    {
        const auto check = checkSafety(*database, patient, clock.today()).value();
        return check.facts.patient.value(u"PL-CONSENT"_s).fact.yesNo() == true;
    }
};

QList<ScanState> statesOf(const QList<ScanPage> &pages)
{
    QList<ScanState> states;
    for (const ScanPage &page : pages)
        states << page.state;
    return states;
}

int darkPixels(const QImage &picture)
{
    int dark = 0;
    for (int y = 0; y < picture.height(); ++y) {
        const uchar *line = picture.constScanLine(y);
        dark += static_cast<int>(std::count_if(line, line + picture.width(), [](uchar grey) { return grey < 128; }));
    }
    return dark;
}

} // namespace

TEST_CASE_METHOD(ScanFixture, "a page is filed by its code, at any angle and resolution a scanner has", "[scans]")
{
    const Consent issued = issue(aged(30));
    const auto how = GENERATE(values<Scanning>({{150, 0, 0},
                                                {200, 180, 20},
                                                {200, 90, 20},
                                                {200, 270, 0},
                                                {300, 2.5, 20},
                                                {300, -4, 40},
                                                {150, 182, 20},
                                                {600, 0.7, 0}}));
    INFO(how.dpi << " dpi, " << how.degrees << " degrees");
    const auto pages = file(encoded(scanned(sheet(issued), 1, how), "jpeg"), u"page.jpg"_s);
    REQUIRE(pages);
    REQUIRE(pages->size() == 1);
    CHECK(pages->first().state == ScanState::Filed);
    CHECK(pages->first().consent == issued.id);
    CHECK(pages->first().page == 1);
}

TEST_CASE_METHOD(ScanFixture, "a stack of two patients in any order goes to the right sheets", "[scans]")
{
    const Consent first = issue(aged(30));
    const Consent second = issue(aged(40));
    const QList<QImage> one = scans(first);
    const QList<QImage> two = scans(second);
    REQUIRE(one.size() >= 2);
    QList<QImage> stack{two.at(1), one.at(0)};
    stack << one.at(1) << two.at(0) << one.mid(2) << two.mid(2);
    const auto filed = file(pdfOf(stack));
    REQUIRE(filed);
    for (const ScanPage &page : *filed)
        CHECK(page.state == ScanState::Filed);
    CHECK(filed->at(0).consent == second.id);
    CHECK(filed->at(0).page == 2);
    CHECK(filed->at(1).consent == first.id);
    CHECK(filed->at(0).picture != filed->at(1).picture); // each page by itself
    CHECK(filedPages(*database, first.id)->size() == pages(first));
    CHECK(filedPages(*database, second.id)->size() == pages(second));
    CHECK(waitingScans(*database)->isEmpty());
}

TEST_CASE_METHOD(ScanFixture, "PNG, TIFF and JPEG are read as they are", "[scans]")
{
    const Consent issued = issue(aged(30));
    const char *format = GENERATE("png", "tiff", "jpeg");
    const auto filed = file(encoded(scans(issued).first(), format));
    REQUIRE(filed);
    CHECK(statesOf(*filed) == QList<ScanState>{ScanState::Filed});
}

TEST_CASE_METHOD(ScanFixture, "what cannot be filed by itself waits for a person, and says why", "[scans]")
{
    const Consent issued = issue(aged(30));
    const QList<QImage> pictures = scans(issued);
    REQUIRE(file(pdfOf({pictures.first()})));
    QImage blank(1600, 2200, QImage::Format_Grayscale8);
    blank.fill(Qt::white);
    SheetContent elsewhere = issuedContent(*database, issued.id).value();
    elsewhere.fingerprint = u"0123456789ABCDEF"_s;
    QImage stranger = blank;
    {
        QPainter painter(&stranger);
        const QrCode code = qrCode(qrText(elsewhere, 1)).value();
        painter.translate(900, 300);
        painter.scale(220, 220);
        painter.fillPath(qrOutline(code), Qt::black);
    }
    const auto filed = file(pdfOf({pictures.first(), blank, stranger}));
    REQUIRE(filed);
    CHECK(statesOf(*filed) == QList<ScanState>{ScanState::Duplicate, ScanState::Unreadable, ScanState::Foreign});
    CHECK(filed->at(1).note == u"no code was found on it");
    CHECK(filed->at(2).note.contains(u"0123456789ABCDEF"));
    CHECK(waitingScans(*database)->size() == 3);

    const ScanPageId unread = filed->at(1).id;
    CHECK(settleScan(*database, nurse, clock.now(), unread, u"AAAA-AAAA"_s, 1).error().code == ErrorCode::NotFound);
    CHECK(settleScan(*database, nurse, clock.now(), unread, issued.shortCode, pages(issued) + 1).error().code == ErrorCode::InvalidInput);
    const QString typed = groupedCode(issued.shortCode).toLower();
    const auto settled = settleScan(*database, nurse, clock.now(), unread, typed, 2);
    REQUIRE(settled);
    CHECK(settled->state == ScanState::Filed);
    CHECK(settled->patient == issued.patientId);
    CHECK(filedPages(*database, issued.id)->size() == 2);

    const ScanPageId twice = filed->at(0).id; // the better scan of page 1 takes the place of the first
    REQUIRE(settleScan(*database, nurse, clock.now(), twice, issued.shortCode, 1));
    CHECK(filedPages(*database, issued.id)->first().id == twice);
    CHECK_FALSE(setScanAside(*database, nurse, clock.now(), filed->at(2).id, u" "_s));
    REQUIRE(setScanAside(*database, nurse, clock.now(), filed->at(2).id, u"Of the practice upstairs"_s));
    CHECK(waitingScans(*database)->size() == 1); // the first scan of page 1
}

TEST_CASE_METHOD(ScanFixture, "a file that is no scan, or came in before, changes nothing", "[scans]")
{
    const Consent issued = issue(aged(30));
    const QByteArray scan = pdfOf(scans(issued));
    REQUIRE(file(scan));
    const qint64 before = database->integer(u"SELECT count(*) FROM journal"_s).value();
    CHECK(file(scan).error().code == ErrorCode::Conflict);
    CHECK(file({}).error().detail.contains(u"empty"));
    CHECK(file("Dear practice, please find enclosed").error().detail.contains(u"no scan that Dermis reads"));
    CHECK(file(scan.left(scan.size() / 2)).error().code == ErrorCode::InvalidInput);
    CHECK(fileScan(*database, reception, clock.now(), u"x.pdf"_s, scan).error().code == ErrorCode::NotAllowed);
    CHECK(database->integer(u"SELECT count(*) FROM journal"_s).value() == before);
}

TEST_CASE_METHOD(ScanFixture, "each signature is cut out upright, however the page lay", "[scans]")
{
    const Consent issued = issue(aged(30));
    const auto how = GENERATE(values<Scanning>({{200, 0, 0}, {300, 3, 20}, {200, 180, 20}, {150, 91, 0}}));
    INFO(how.dpi << " dpi, " << how.degrees << " degrees");
    for (const QImage &picture : scans(issued, {1, 4}, how))
        REQUIRE(file(encoded(picture, "png")));
    const auto fields = signatureFields(*database, issued.id).value();
    REQUIRE(fields.size() == 5);
    QList<int> dark;
    for (const SignatureField &field : fields) {
        const auto picture = signaturePicture(*database, issued.id, field);
        REQUIRE(picture);
        REQUIRE(picture->has_value());
        const QSize size = (*picture)->size(); // the middle of the box: no name, no day, none of its lines
        dark << darkPixels((*picture)->copy(size.width() * 2 / 5, size.height() * 3 / 10, size.width() / 3, size.height() * 2 / 5));
    }
    CHECK(dark.at(0) > 3 * dark.at(4) + 150); // the patient's against the witness's
    CHECK(dark.at(3) > 3 * dark.at(4) + 150); // the dermatologist's
    CHECK(fields.at(0).capacity == u"Patient");
    CHECK(fields.at(1).closed);
    CHECK(fields.at(3).needed);
    CHECK_FALSE(fields.at(4).needed);
}

TEST_CASE_METHOD(ScanFixture, "a sheet is signed when all pages are there and a named person says who signed", "[scans]")
{
    const PatientId patient = aged(30);
    const Consent issued = issue(patient);
    const QList<QImage> pictures = scans(issued);
    REQUIRE(file(pdfOf({pictures.first()})));
    CHECK(confirm(issued, {1, 4}).error().detail.contains(u"these are not filed yet: 2"));
    REQUIRE(file(pdfOf(pictures.mid(1))));
    CHECK(confirm(issued, {1}).error().detail.contains(u"S4, Dermatologist, is missing"));
    CHECK(confirm(issued, {1, 2, 4}).error().detail.contains(u"nobody signs in S2"));
    CHECK(confirm(issued, {1, 4, 5}).error().detail.contains(u"say who signed in S5"));
    CHECK(confirm(issued, {1, 4, 9}).error().detail.contains(u"no box S9"));
    CHECK(confirm(issued, {1, 4}, clock.today().addDays(1)).error().detail.contains(u"day of signing"));
    CHECK(confirm(issued, {1, 4}, clock.today().addDays(-1)).error().detail.contains(u"day of signing"));
    CHECK_FALSE(isCovered(patient));
    const auto done = confirm(issued, {1, 4});
    REQUIRE(done);
    CHECK(done->state == ConsentState::Signed);
    CHECK(isCovered(patient));
    const auto signatures = signaturesOf(*database, issued.id).value();
    REQUIRE(signatures.size() == 2);
    CHECK(signatures.first().capacity == u"Patient");
    CHECK(signatures.first().name.contains(u"Azwi"));
    CHECK(signatures.first().confirmedBy == nurse.id);
    CHECK_FALSE(confirm(issued, {1, 4}));
    const Consent other = issue(aged(40));
    const ScanPage proof = filedPages(*database, issued.id)->first();
    CHECK(moveScans(*database, nurse, clock.now(), {proof.id}, onSheet(other, 1), u"It is of somebody else"_s).error().detail.contains(u"it stays there"));
    CHECK(filedPages(*database, issued.id)->size() == pages(issued));
}

TEST_CASE_METHOD(ScanFixture, "the next sheet begins with what changed since the patient signed", "[scans]")
{
    const PatientId patient = aged(30);
    signedSheet(patient);
    const auto same = issuedContent(*database, issue(patient).id);
    REQUIRE(same);
    CHECK(same->changedSince.contains(QString::number(clock.today().year())));
    CHECK(same->changes.isEmpty());

    const auto form = consentTemplate(*database, u"microneedling"_s, u"en"_s, clock.today());
    REQUIRE(form);
    QString text = form->text;
    text.replace(u"| Fainting | **Uncommon** |"_s, u"| Fainting or dizziness | **Uncommon** |"_s);
    const auto draft = draftForm(*database, nurse, clock.now(), {u"microneedling"_s, u"en"_s, FormKind::Consent, text, {}});
    REQUIRE(draft);
    REQUIRE(publishForm(*database, doctor, clock.now(), draft->id, draft->revision, clock.today()));
    const Consent next = issue(patient);
    const auto changed = issuedContent(*database, next.id);
    REQUIRE(changed);
    CHECK(changed->changes == QList<SheetLine>{{u"No longer said"_s, u"Fainting · Uncommon"_s}, {u"New"_s, u"Fainting or dizziness · Uncommon"_s}});
    const QString paper = test::pagesOf(sheetBytes(*database, next.id).value()).join(u' ');
    CHECK(paper.contains(u"Changed since you signed on"_s));
    CHECK(paper.contains(u"Fainting or dizziness"_s));
    CHECK(reissueBytes(*database, next.id).value() == sheetBytes(*database, next.id).value());
}

TEST_CASE_METHOD(ScanFixture, "a signed sheet covers what it was printed for, for six months", "[scans]")
{
    const PatientId patient = aged(30);
    Plan plan;
    plan.patientId = patient;
    plan.zones = {{u"chin"_s, Target::AcneScar, 1.0, {}}};
    plan = savePlan(*database, nurse, clock.now(), plan).value();
    signedSheet(patient);
    CHECK(isCovered(patient));
    SECTION("a new area, another target, another device")
    {
        Plan other = plan;
        other.zones << PlannedZone{u"nose"_s, Target::AcneScar, 0.5, {}};
        const ConsentCover cover = coversOf(*database, patient)->first();
        CHECK(notCovered(cover, other, {}, clock.today()) == QStringList{u"new area: Nose"_s});
        other = plan;
        other.zones.first().target = Target::Pigment;
        CHECK(notCovered(cover, other, {}, clock.today()) == QStringList{u"another target: Chin"_s});
        other = plan;
        other.device = u"Another pen"_s;
        CHECK(notCovered(cover, other, {}, clock.today()) == QStringList{u"another device"_s});
        other = plan;
        other.zones.first().depthMm = 1.5;
        other.zones.clear();
        CHECK(notCovered(cover, other, {}, clock.today()).isEmpty());
        other.bloodProduct = true;
        CHECK(notCovered(cover, other, {}, clock.today()) == QStringList{u"a blood product"_s});
    }
    SECTION("its last day")
    {
        clock.set(clock.now().addMonths(6));
        CHECK(isCovered(patient));
        clock.set(clock.now().addDays(1));
        CHECK_FALSE(isCovered(patient));
    }
    SECTION("a later sheet takes its place when it is signed, not before")
    {
        const Consent later = issue(patient);
        CHECK(isCovered(patient));
        REQUIRE(file(pdfOf(scans(later))));
        REQUIRE(confirm(later, {1, 4}));
        const auto all = consents(*database, patient).value();
        CHECK(all.first().state == ConsentState::Signed);
        CHECK(all.last().state == ConsentState::Superseded);
        CHECK(coversOf(*database, patient)->size() == 1);
    }
    SECTION("withdrawn")
    {
        const Consent now = consents(*database, patient)->first();
        REQUIRE(withdrawConsent(*database, nurse, clock.now(), now.id, now.revision, u"By telephone, she changed her mind"_s));
        CHECK_FALSE(isCovered(patient));
    }
}

TEST_CASE_METHOD(ScanFixture, "a minor's sheet needs the guardian's signature beside the child's", "[scans]")
{
    const PatientId child = aged(15);
    decide(child, Verdict::Proceed);
    const Consent issued = issue(child);
    REQUIRE(file(pdfOf(scans(issued, {1, 2, 4}))));
    CHECK(confirm(issued, {1, 4}).error().detail.contains(u"S2, Parent or guardian, is missing"));
    CHECK(confirm(issued, {1, 2, 4}).error().detail.contains(u"say who signed in S2"));
    const Consent now = consent(*database, issued.id).value();
    const QList<Signature> given{{1, {}, {}, clock.today(), {}, {}}, {2, {}, u"Mrs Mulalo Ṋemuṱanzhela"_s, clock.today(), {}, {}},
                                 {4, {}, {}, clock.today(), {}, {}}};
    REQUIRE(confirmSignatures(*database, nurse, clock.now(), now.id, now.revision, given));
    const auto cover = coversOf(*database, child)->first();
    CHECK(cover.guardian);
    CHECK(cover.child);
}

TEST_CASE_METHOD(ScanFixture, "a minor's sheet in isiZulu needs the same signatures, and covers the same", "[scans][words]")
{
    const PatientId child = aged(15);
    decide(child, Verdict::Proceed);
    const auto form = consentTemplate(*database, u"microneedling"_s, u"zu"_s, clock.today());
    REQUIRE(publishForm(*database, doctor, clock.now(), form->id, form->revision, clock.today()));
    clock.advanceMilliseconds(1000);
    const auto issued = issueConsent(*database, nurse, clock.now(), {.patientId = child, .language = u"zu"_s});
    REQUIRE(issued);
    CHECK_FALSE(onPaperBecause(*database, clock.now(), *issued)->isEmpty());
    CHECK(signatureFields(*database, issued->id)->at(1).capacity == u"Umzali noma umbheki");
    REQUIRE(file(pdfOf(scans(*issued, {1, 2, 4}))));
    CHECK(confirm(*issued, {1, 4}).error().detail.contains(u"S2, Umzali noma umbheki, is missing"));
    const Consent now = consent(*database, issued->id).value();
    const QList<Signature> given{{1, {}, {}, clock.today(), {}, {}}, {2, {}, u"Mrs Mulalo Ṋemuṱanzhela"_s, clock.today(), {}, {}},
                                 {4, {}, {}, clock.today(), {}, {}}};
    REQUIRE(confirmSignatures(*database, nurse, clock.now(), now.id, now.revision, given));
    const auto cover = coversOf(*database, child)->first();
    CHECK(cover.guardian);
    CHECK(cover.child);
    CHECK(reissueBytes(*database, issued->id).value() == sheetBytes(*database, issued->id).value());
}

TEST_CASE_METHOD(ScanFixture, "a page that was filed wrong is moved with a reason, and the record says from where, by whom, when and why", "[scans][refile]")
{
    const QString why = u"The code was read wrong: it is his sheet"_s;
    const PatientId wrong = aged(30);
    const PatientId right = aged(40);
    const Consent wrongSheet = issue(wrong);
    const Consent rightSheet = issue(right);
    REQUIRE(file(pdfOf({emptyPage()})));
    const ScanPageId page = waitingScans(*database)->first().id;
    REQUIRE(settleScan(*database, nurse, clock.now(), page, wrongSheet.shortCode, 1));
    const QByteArray before = head();
    CHECK(settleScan(*database, nurse, clock.now(), page, rightSheet.shortCode, 2).error().detail.contains(u"say in at least 15 characters why"));
    CHECK(move({page}, onSheet(rightSheet, 2), u"wrong"_s).error().code == ErrorCode::InvalidInput);
    CHECK(move({page}, onSheet(wrongSheet, 1), why).error().detail.contains(u"lies there already"));
    CHECK(move({page}, onSheet(rightSheet, 9), why).error().detail.contains(u"has the pages 1 to"));
    CHECK(moveScans(*database, reception, clock.now(), {page}, onSheet(rightSheet, 2), why).error().code == ErrorCode::NotAllowed);
    CHECK(head() == before);

    REQUIRE(move({page}, onSheet(rightSheet, 2), why));
    CHECK(filedPages(*database, wrongSheet.id)->isEmpty());
    CHECK(filedPages(*database, rightSheet.id)->size() == 1);
    const QList<FilingStep> steps = filingHistory(*database, page).value();
    REQUIRE(steps.size() == 3);
    CHECK(steps.at(0).state == ScanState::Unreadable);
    CHECK(steps.at(0).shortCode.isEmpty());
    CHECK(steps.at(1).shortCode == wrongSheet.shortCode);
    CHECK(steps.at(1).page == 1);
    CHECK(steps.at(1).fileNumber == fileNumber(wrong));
    CHECK(steps.at(1).reason.isEmpty());
    CHECK(steps.at(2).shortCode == rightSheet.shortCode);
    CHECK(steps.at(2).page == 2);
    CHECK(steps.at(2).reason == why);
    CHECK(steps.at(2).byName == nurse.name);
    CHECK(steps.at(2).at == clock.now());
    const QList<RecordDocument> left = documents(wrong);
    REQUIRE(left.size() == 2);
    CHECK(std::ranges::count(left, RecordDocument::Kind::MovedAway, &RecordDocument::kind) == 1);
    CHECK(documents(right).size() == 1);
    CHECK(documents(right).first().pages.first().id == page);
    REQUIRE(documents(right).first().moves.size() == 1);
    CHECK(documents(right).first().moves.first().from == steps.at(1));
    CHECK(documents(right).first().moves.first().to == steps.at(2));
    const auto away = std::ranges::find(left, RecordDocument::Kind::MovedAway, &RecordDocument::kind);
    CHECK(away->moves == documents(right).first().moves);
    CHECK(verify(*database)->isWhole());

    SECTION("back again")
    {
        REQUIRE(move({page}, onSheet(wrongSheet, 1), u"It was hers after all, by the name on it"_s));
        CHECK(documents(wrong).size() == 1);
        CHECK(documents(right).size() == 2);
        CHECK(filingHistory(*database, page)->size() == 4);
    }
    SECTION("when the record it came from is destroyed, the page stays and no longer names it")
    {
        auto transaction = Transaction::begin(*database, doctor, clock.now());
        REQUIRE(destroySubject(*transaction, wrong.value()));
        REQUIRE(transaction->commit());
        const QList<FilingStep> now = filingHistory(*database, page).value();
        CHECK(now.at(1).shortCode.isEmpty());
        CHECK(now.at(1).fileNumber.isEmpty());
        CHECK(documents(right).first().pages.size() == 1);
    }
    SECTION("a page of a sheet that was signed moves only once that consent is withdrawn")
    {
        const Consent done = signedSheet(aged(50));
        const ScanPageId proof = filedPages(*database, done.id)->first().id;
        CHECK(move({proof}, onSheet(wrongSheet, 1), why).error().detail.contains(u"unless that consent is withdrawn first"));
        REQUIRE(withdrawConsent(*database, nurse, clock.now(), done.id, done.revision, u"Signed on the page of somebody else"_s));
        CHECK(move({proof}, onSheet(wrongSheet, 1), why));
    }
}

TEST_CASE_METHOD(ScanFixture, "a paper of no sheet is filed by what it is, moved to another kind or patient, or set aside; nothing is deleted", "[scans][refile]")
{
    const PatientId child = aged(15);
    const PatientId other = aged(40);
    REQUIRE(file(pdfOf({emptyPage(), emptyPage(250)}), u"form34.pdf"_s));
    QList<ScanPageId> pages;
    const QList<ScanPage> waiting = waitingScans(*database).value();
    for (const ScanPage &page : waiting)
        pages << page.id;
    REQUIRE(pages.size() == 2);
    CHECK(move(pages, paperOf(child, PaperKind::Form34, u"  "_s)).error().detail.contains(u"say what the paper is"));
    CHECK(move(pages, paperOf(PatientId(99), PaperKind::Form34, u"Form 34"_s)).error().code == ErrorCode::NotFound);
    CHECK(move(pages, onSheet(issue(other), 1)).error().detail.contains(u"one scanned page is one page"));
    REQUIRE(move(pages, paperOf(child, PaperKind::Form34, u"Form 34, mother"_s)));
    CHECK(waitingScans(*database)->isEmpty());
    REQUIRE(documents(child).size() == 1);
    const RecordDocument paper = documents(child).first();
    CHECK(paper.kind == RecordDocument::Kind::Paper);
    CHECK(paper.pages.size() == 2);
    CHECK(paper.byName == nurse.name);
    CHECK_FALSE(scanPdf(*database, paper.pages).value().isEmpty());
    CHECK(holds(paper, u"form34 MOTHER"_s));
    CHECK(holds(paper, clock.today().toString(Qt::ISODate)));
    CHECK_FALSE(holds(paper, u"father"_s));

    REQUIRE(move(pages, paperOf(child, PaperKind::Letter, u"Letter of the clinic"_s), u"It is a letter, not the form"_s));
    CHECK(documents(child).first().pages.first().paper == PaperKind::Letter);
    REQUIRE(move(pages, paperOf(other, PaperKind::Letter, u"Letter of the clinic"_s), u"It names the other patient"_s));
    CHECK(std::ranges::all_of(documents(child), [](const RecordDocument &one) { return one.kind == RecordDocument::Kind::MovedAway; }));
    CHECK(documents(other).size() == 2);
    REQUIRE(move({pages.first()}, {}, u"An empty page, seen by two"_s));
    CHECK(scanPage(*database, pages.first())->state == ScanState::SetAside);
    CHECK(scanPage(*database, pages.first())->note == u"An empty page, seen by two");
    CHECK(std::ranges::count(documents(other), RecordDocument::Kind::SetAside, &RecordDocument::kind) == 1);
    CHECK(scanPicture(*database, scanPage(*database, pages.first()).value()));
    CHECK(verify(*database)->isWhole());
}

TEST_CASE_METHOD(ScanFixture, "a document is found by form, kind, code, day, state and who signed it", "[scans][refile]")
{
    const PatientId patient = aged(30);
    const Consent done = signedSheet(patient);
    const RecordDocument document = documents(patient).first();
    CHECK(document.signedBy.size() == 2);
    CHECK(document.pages.size() == pages(done));
    for (const QString &typed : {u"microneedling signed"_s, u"nemutanzhela"_s, groupedCode(done.shortCode), done.shortCode.left(4), u"consent ENGLISH"_s,
                                 clock.today().toString(Qt::ISODate), u"Azwi 2026"_s, QString(), u"the whole stack"_s})
        CHECK(holds(document, typed, {u"The whole stack"_s}));
    CHECK_FALSE(holds(document, u"microneedling withdrawn"_s));
    CHECK_FALSE(holds(document, u"Sithole"_s));
}
