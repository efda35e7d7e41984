#include "core/consents/screen_signature.h"
#include "core/consents/sheet_pages.h"
#include "core/consents/sheet_painter.h"
#include "core/safety/consent_cover.h"
#include "core/storage/destruction.h"
#include "tests/core/consents/consent_fixture.h"
#include "tests/core/consents/pdf_text.h"
#include "tests/support/scribble.h"

#include <QBuffer>
#include <QPdfDocument>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

using namespace dermis;
using namespace dermis::test;

namespace {

struct ScreenFixture : ConsentFixture
{
    DrawnBox box(int field, int seed, const QString &name = {})
    {
        clock.advanceMilliseconds(1000);
        return {field, name, {}, scribble(seed), clock.now(), false};
    }
    Result<Consent> sign(const Consent &sheet, const QList<DrawnBox> &boxes, const Actor &actor)
    {
        const Consent now = consent(*database, sheet.id).value();
        return signOnScreen(*database, actor, clock.now(), now.id, now.revision, boxes);
    }
    Result<Consent> sign(const Consent &sheet, const QList<DrawnBox> &boxes) { return sign(sheet, boxes, doctor); }
    QString refusal(const Consent &sheet, const QList<DrawnBox> &boxes) { return refusal(sheet, boxes, doctor); }
    QString refusal(const Consent &sheet, const QList<DrawnBox> &boxes, const Actor &actor)
    {
        const qint64 before = count(u"SELECT count(*) FROM journal"_s);
        const auto done = sign(sheet, boxes, actor);
        REQUIRE_FALSE(done);
        CHECK(count(u"SELECT count(*) FROM journal"_s) == before);
        CHECK(screenSignatures(*database, sheet.id)->isEmpty());
        return done.error().detail;
    }
    Consent signedSheet(PatientId patient)
    {
        const Consent issued = issue(patient);
        const auto done = sign(issued, {box(1, 1), box(4, 2)});
        REQUIRE(done);
        return *done;
    }
    bool isCovered(PatientId patient)
    {
        const auto check = checkSafety(*database, patient, clock.today()).value();
        return check.facts.patient.value(u"PL-CONSENT"_s).fact.yesNo() == true;
    }
    qint64 count(const QString &sql) { return database->integer(sql).value(); }
    QByteArray signedPdf(const Consent &sheet)
    {
        const auto bytes = signedSheetBytes(*database, sheet.id);
        REQUIRE(bytes);
        REQUIRE(bytes->has_value());
        return **bytes;
    }
};

QImage picture(const QByteArray &pdf, int number)
{
    QBuffer buffer;
    buffer.setData(pdf);
    buffer.open(QIODevice::ReadOnly);
    QPdfDocument document;
    document.load(&buffer);
    return document.render(number, QSize(1240, 1754)).convertToFormat(QImage::Format_ARGB32);
}

/// Where two renderings of a page differ, in pixels.
QRect difference(const QImage &one, const QImage &two)
{
    QRect changed;
    for (int y = 0; y < one.height(); ++y) {
        for (int x = 0; x < one.width(); ++x) {
            if (one.pixel(x, y) != two.pixel(x, y))
                changed |= QRect(x, y, 1, 1);
        }
    }
    return changed;
}

} // namespace

TEST_CASE_METHOD(ScreenFixture, "the patient and then the dermatologist sign on the screen, and the sheet covers its plan", "[screen-signatures]")
{
    const PatientId patient = aged(30);
    const Consent issued = issue(patient);
    CHECK(onPaperBecause(*database, clock.now(), issued)->isEmpty());
    QList<int> order;
    const auto fields = signatureFields(*database, issued.id).value();
    for (const SignatureField &field : signingOrder(fields))
        order << field.number;
    CHECK(order == QList<int>{1, 3, 5, 4});

    const auto first = sign(issued, {box(1, 1)}, nurse);
    REQUIRE(first);
    CHECK(first->state == ConsentState::Issued);
    CHECK_FALSE(isCovered(patient));
    CHECK_FALSE(signedSheetBytes(*database, issued.id)->has_value());
    const auto done = sign(issued, {box(4, 2)}, doctor);
    REQUIRE(done);
    CHECK(done->state == ConsentState::Signed);
    CHECK(isCovered(patient));
    const auto drawn = screenSignatures(*database, issued.id).value();
    REQUIRE(drawn.size() == 2);
    CHECK(drawn.first().name.contains(u"Azwi"));
    CHECK(drawn.first().witnessedBy == nurse.id);
    CHECK(drawn.last().witnessedBy == doctor.id);
    CHECK(drawn.first().ink == scribble(1));
    const auto signatures = signaturesOf(*database, issued.id).value();
    REQUIRE(signatures.size() == 2);
    CHECK(signatures.last().capacity == u"Dermatologist");
    CHECK(signatures.last().confirmedBy == doctor.id);
    CHECK(sign(issued, {box(5, 3, u"Themba Ndlovu"_s)}).error().detail.contains(u"only an issued one is signed"));
}

TEST_CASE_METHOD(ScreenFixture, "a sheet in Afrikaans is signed in the same order, and who heard it read signs before the dermatologist", "[screen-signatures]")
{
    const auto form = consentTemplate(*database, u"microneedling"_s, u"af"_s, clock.today());
    REQUIRE(publishForm(*database, doctor, clock.now(), form->id, form->revision, clock.today()));
    const PatientId patient = aged(30);
    for (const QString &language : {u"en"_s, u"af"_s}) {
        clock.advanceMilliseconds(1000);
        const auto issued = issueConsent(*database, nurse, clock.now(), {.patientId = patient, .language = language, .readAloud = true});
        REQUIRE(issued);
        QList<int> order;
        const auto fields = signatureFields(*database, issued->id).value();
        for (const SignatureField &field : signingOrder(fields))
            order << field.number;
        CHECK(order == QList<int>{1, 3, 5, 4});
        const int seed = language == u"en" ? 300 : 310;
        CHECK(refusal(*issued, {box(1, seed), box(4, seed + 1)}).contains(u"signs before S4"_s));
        CHECK(refusal(*issued, {box(1, seed), box(5, seed + 2, u"Themba Ndlovu"_s), box(4, seed + 1)}, nurse).contains(u"only a dermatologist"_s));
        REQUIRE(sign(*issued, {box(1, seed), box(5, seed + 2, u"Themba Ndlovu"_s), box(4, seed + 1)}));
        CHECK(consent(*database, issued->id)->state == ConsentState::Signed);
    }
    CHECK(isCovered(patient));
    const Consent afrikaans = consents(*database, patient)->first();
    CHECK(pagesOf(signedPdf(afrikaans)).join(u' ').contains(u"op skerm, "_s));
}

TEST_CASE_METHOD(ScreenFixture, "each signs in turn, once, under a name, with ink of their own", "[screen-signatures]")
{
    const Consent issued = issue(aged(30));
    CHECK(refusal(issued, {}).contains(u"no box is signed"));
    CHECK(refusal(issued, {box(4, 1)}).contains(u"S1, Patient, signs before S4"));
    CHECK(refusal(issued, {box(4, 1), box(1, 2)}).contains(u"signs before"));
    CHECK(refusal(issued, {box(1, 1), box(4, 2)}, nurse).contains(u"only a dermatologist signs there"));
    CHECK(refusal(issued, {box(2, 1, u"Mother"_s)}).contains(u"no box S2 that anybody signs"));
    CHECK(refusal(issued, {box(9, 1)}).contains(u"no box S9"));
    CHECK(refusal(issued, {box(1, 1), box(5, 2)}).contains(u"say who signs in S5"));
    CHECK(refusal(issued, {box(1, 1), box(3, 2, u"Sipho Zulu"_s)}).contains(u"how the interpreter knows the patient"));
    CHECK(refusal(issued, {box(1, 1), box(5, 2, u"azwi  nemutanzhela obrien"_s)}).contains(u"one person signs in one box"));
    CHECK(refusal(issued, {box(1, 1), box(1, 2)}).contains(u"signed already"));
    CHECK(refusal(issued, {box(1, 1), box(4, 1)}).contains(u"never used again"));
    DrawnBox dot = box(1, 1);
    dot.ink = {{{500, 500, 0, {}}}};
    CHECK(refusal(issued, {dot}).contains(u"nothing was drawn"));
    dot.ink = {{{500, 500, 0, {}}, {9500, 500, 5, {}}}};
    CHECK(refusal(issued, {dot}).contains(u"outside the box"));
    DrawnBox mark = box(1, 1);
    mark.isMark = true;
    CHECK(refusal(issued, {mark}).contains(u"two impartial witnesses"));
    DrawnBox early = box(1, 1);
    early.signedAt = issued.issuedAt.addSecs(-1);
    CHECK(refusal(issued, {early}).contains(u"time of signing"));
    early.signedAt = clock.now().addSecs(1);
    CHECK(refusal(issued, {early}).contains(u"time of signing"));
    CHECK(signOnScreen(*database, reception, clock.now(), issued.id, issued.revision, {box(1, 1)}).error().code == ErrorCode::NotAllowed);

    REQUIRE(sign(issued, {box(1, 1)}, nurse));
    CHECK(sign(issued, {box(1, 2)}, nurse).error().detail.contains(u"signed already"));
    REQUIRE(sign(issued, {box(5, 3, u"Themba Ndlovu"_s)}, nurse));
    DrawnBox late = box(3, 4, u"Sipho Zulu"_s);
    late.relation = u"isiZulu, of the clinic"_s;
    CHECK(sign(issued, {late}, nurse).error().detail.contains(u"S5, Witness, has signed"));
    const Consent now = consent(*database, issued.id).value();
    CHECK(confirmSignatures(*database, nurse, clock.now(), now.id, now.revision, {}).error().detail.contains(u"was signed on the screen"));
    const Consent other = issue(aged(40));
    CHECK(sign(other, {box(1, 1)}, nurse).error().detail.contains(u"never used again"));
}

TEST_CASE_METHOD(ScreenFixture, "a minor signs on paper, and so does somebody whose age is not known", "[screen-signatures]")
{
    const PatientId child = aged(15);
    decide(child, Verdict::Proceed);
    const Consent sheet = issue(child);
    CHECK(refusal(sheet, {box(1, 1)}).contains(u"on paper, in ink"));
    const Consent adult = issue(aged(30));
    Patient patient = dermis::patient(*database, adult.patientId).value();
    patient.birthDate = clock.today().addYears(-17);
    REQUIRE(updatePatient(*database, nurse, clock.now(), patient, u"born later than was told"_s));
    CHECK(refusal(adult, {box(1, 1)}).contains(u"on paper, in ink"));
    CHECK(onPaperBecause(*database, clock.now(), adult)->contains(u"under 18"));
}

TEST_CASE_METHOD(ScreenFixture, "a signature is bound to its sheet, its box and every point of its strokes", "[screen-signatures]")
{
    const Consent done = signedSheet(aged(30));
    const ScreenSignature one = screenSignatures(*database, done.id)->first();
    CHECK(bindingOf(done.documentDigest, one) == one.binding);
    CHECK(bindingOf(QString(64, u'0'), one) != one.binding);
    const auto changed = [&](auto change) {
        ScreenSignature other = one;
        change(other);
        return bindingOf(done.documentDigest, other) != one.binding;
    };
    CHECK(changed([](ScreenSignature &other) { other.ink[0][3].y += 1; }));
    CHECK(changed([](ScreenSignature &other) { other.ink[0][3].at += 1; }));
    CHECK(changed([](ScreenSignature &other) { other.ink[0][3].pressure = 0.5; }));
    CHECK(changed([](ScreenSignature &other) { other.ink.removeLast(); }));
    CHECK(changed([](ScreenSignature &other) { other.field = 5; }));
    CHECK(changed([](ScreenSignature &other) { other.name += u'.'; }));
    CHECK(changed([](ScreenSignature &other) { other.relation = u"mother"_s; }));
    CHECK(changed([](ScreenSignature &other) { other.signedAt = other.signedAt.addMSecs(1); }));
    CHECK(changed([](ScreenSignature &other) { other.witnessedBy = StaffId(99); }));

    CHECK_FALSE(database->run(u"UPDATE screen_signature SET name = 'Somebody else'"_s));
    REQUIRE(database->run(u"DROP TRIGGER screen_signature_is_frozen"_s));
    REQUIRE(database->run(u"UPDATE screen_signature SET name = 'Somebody else' WHERE field = 1"_s));
    CHECK(screenSignatures(*database, done.id).error().code == ErrorCode::Damaged);
}

TEST_CASE_METHOD(ScreenFixture, "the signed PDF is the issued pages with ink in the boxes, and made the same again", "[screen-signatures]")
{
    const Consent issued = issue(aged(30));
    DrawnBox patient = box(1, 1);
    patient.ink = scribble(1, true);
    DrawnBox witness = box(5, 3, u"Themba Ndlovu"_s);
    witness.relation = u"neighbour"_s;
    const Consent done = sign(issued, {patient, witness, box(4, 2)}).value();
    const QByteArray sheet = sheetBytes(*database, done.id).value();
    const QByteArray pdf = signedPdf(done);
    CHECK(sheetPdf(signedContent(*database, done.id).value()) == pdf);
    CHECK(reissueBytes(*database, done.id) == sheet);
    CHECK(pdf.contains("<dc:source>urn:sha256:" + done.documentDigest.toLatin1()));
    CHECK(pagesOf(pdf).size() == pagesOf(sheet).size());
    const QList<SignatureField> fields = signatureFields(*database, done.id).value();
    const QImage before = picture(sheet, fields.first().page - 1);
    const QImage after = picture(pdf, fields.first().page - 1);
    const qreal scale = before.width() / page::width;
    for (const SignatureField &field : fields) {
        const QRectF inside = field.area.adjusted(0, 4 * mm, 0, -5 * mm); // without the boxes above and below
        const QRect area = QRectF(inside.topLeft() * scale, inside.size() * scale).toRect();
        INFO(field.number);
        CHECK(difference(before.copy(area), after.copy(area)).isNull() == (field.number == 2 || field.number == 3));
    }
    for (int number = 0; number + 1 < fields.first().page; ++number)
        CHECK(difference(picture(sheet, number), picture(pdf, number)).isNull());
    const QString text = pagesOf(pdf).join(u" "_s);
    CHECK(text.contains(u"Themba Ndlovu, neighbour"));
    CHECK(text.contains(screenSignatures(*database, done.id)->first().binding.left(8)));
    CHECK(text.contains(u"signed on the screen, from "_s + done.documentDigest.left(16)));

    CHECK(verifyFile(*database, pdf)->value().id == done.id);
    CHECK(verifyFile(*database, sheet)->value().id == done.id);
    CHECK_FALSE(verifyFile(*database, pdf + " ")->has_value());
    if (const QString qpdf = QStandardPaths::findExecutable(u"qpdf"_s); !qpdf.isEmpty()) {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"signed.pdf"_s));
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write(pdf);
        file.close();
        CHECK(QProcess::execute(qpdf, {u"--check"_s, file.fileName()}) == 0);
    }
}

TEST_CASE_METHOD(ScreenFixture, "a later sheet takes the place of a signed one, and withdrawing ends the cover", "[screen-signatures]")
{
    const PatientId patient = aged(30);
    const Consent first = signedSheet(patient);
    const Consent second = issue(patient);
    CHECK(isCovered(patient));
    REQUIRE(sign(second, {box(1, 11), box(4, 12)}));
    CHECK(consent(*database, first.id)->state == ConsentState::Superseded);
    CHECK(isCovered(patient));
    const Consent now = consent(*database, second.id).value();
    REQUIRE(withdrawConsent(*database, nurse, clock.now(), now.id, now.revision, u"By telephone"_s));
    CHECK_FALSE(isCovered(patient));
    CHECK_FALSE(signedPdf(first).isEmpty());
}

TEST_CASE_METHOD(ScreenFixture, "a refusal takes the place of no other, signed or not, and names none", "[screen-signatures]")
{
    const PatientId patient = aged(30);
    const Consent treatment = signedSheet(patient);
    const auto refuse = [&](const QString &form) {
        clock.advanceMilliseconds(1000);
        const auto issued = issueConsent(*database, nurse, clock.now(), {.patientId = patient, .templateName = form});
        REQUIRE(issued);
        return *issued;
    };
    const auto stateOf = [&](const Consent &sheet) { return consent(*database, sheet.id)->state; };
    const QString text = consentTemplate(*database, u"refusal"_s, u"en"_s, clock.today())->text;
    const auto draft = draftForm(*database, nurse, clock.now(), {u"refusal-biopsy"_s, u"en"_s, FormKind::Agreement, text, {}});
    REQUIRE(draft);
    REQUIRE(publishForm(*database, doctor, clock.now(), draft->id, draft->revision, clock.today()));
    for (const QString &form : {u"refusal"_s, u"refusal-biopsy"_s}) {
        const int seed = form == u"refusal" ? 100 : 200;
        const Consent first = refuse(form);
        const Consent second = refuse(form);
        CHECK(stateOf(first) == ConsentState::Issued);
        REQUIRE(sign(first, {box(1, seed), box(4, seed + 1)}));
        REQUIRE(sign(second, {box(1, seed + 2), box(4, seed + 3)}));
        CHECK(stateOf(first) == ConsentState::Signed);
        CHECK(stateOf(second) == ConsentState::Signed);
        CHECK(issuedContent(*database, refuse(form).id)->changedSince.isEmpty());
        const QString paper = pagesOf(sheetBytes(*database, second.id).value()).join(u' ');
        CHECK_FALSE(paper.contains(u"Replaces"_s));
        CHECK_FALSE(paper.contains(first.shortCode.left(4)));
    }
    CHECK(stateOf(treatment) == ConsentState::Signed);
    CHECK(isCovered(patient));
}

TEST_CASE_METHOD(ScreenFixture, "destroying the record takes strokes and signed PDF along, and no other's", "[screen-signatures]")
{
    const PatientId gone = aged(30);
    const Consent done = signedSheet(gone);
    const QString address = documentDigest(signedPdf(done));
    const Consent stays = issue(aged(40));
    REQUIRE(sign(stays, {box(1, 21), box(4, 22)}));
    auto transaction = Transaction::begin(*database, doctor, clock.now());
    const auto destroyed = destroySubject(*transaction, gone.value());
    REQUIRE(destroyed);
    REQUIRE(transaction->commit());
    CHECK(destroyed->rows.value(u"screen_signature"_s) == 2);
    CHECK(destroyed->rows.value(u"signed_sheet"_s) == 1);
    CHECK(document(*database, address).error().code == ErrorCode::NotFound);
    CHECK(count(u"SELECT count(*) FROM screen_signature"_s) == 2);
    CHECK_FALSE(signedPdf(stays).isEmpty());
}
