#include "core/access/practice.h"
#include "core/base/canonical_json.h"
#include "core/base/clock.h"
#include "core/consents/consent.h"
#include "core/consents/consent_template.h"
#include "core/patients/patient_repository.h"
#include "core/products/product_repository.h"
#include "core/questionnaires/questionnaire_repository.h"
#include "core/safety/safety_check.h"
#include "core/storage/documents.h"
#include "core/storage/journal.h"
#include "core/storage/transaction.h"
#include "core/storage/verification.h"
#include "tests/core/consents/consent_fixture.h"
#include "tests/core/consents/pdf_text.h"
#include "tests/core/consents/sample_sheet.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

TEST_CASE_METHOD(ConsentFixture, "a planned product that may not be used so stops the sheet, in whatever phase", "[consents]")
{
    const PatientId patient = aged(30);
    Product serum;
    serum.name = u"Glow serum"_s;
    serum.label = u"Aqua, Glycerin"_s;
    const ProductId id = addProduct(*database, nurse, clock.now(), serum)->id;
    Plan plan;
    plan.patientId = patient;
    const ProductPhase phase = GENERATE(ProductPhase::During, ProductPhase::After, ProductPhase::Home);
    plan.products = {{id, phase, {}}};
    REQUIRE(savePlan(*database, nurse, clock.now(), plan));
    const auto refused = issueConsent(*database, nurse, clock.now(), {.patientId = patient});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::NotReady);
    CHECK(refused.error().detail.contains(u"Glow serum (%1): not assessed"_s.arg(phaseName(phase))));
    CHECK(openForSheet(*database, clock.now(), patient)->size() == 1);
    CHECK(consents(*database, patient)->isEmpty());
}

TEST_CASE_METHOD(ConsentFixture, "an issued sheet is archived, printed with its code and found again",
                 "[consents]")
{
    const PatientId patient = aged(30);
    const QString before = QString::fromLatin1(head().toHex());
    const Consent issued = issue(patient);
    CHECK(issued.state == ConsentState::Issued);
    CHECK(issued.templateName == u"microneedling"_s);
    CHECK(issued.templateVersion == 1);
    CHECK(issued.issuedBy == nurse.id);
    CHECK(issued.issuedAt == clock.now());
    CHECK(QRegularExpression(u"^[A-HJKMNP-Z2-9]{8}$"_s).match(issued.shortCode).hasMatch());

    const auto bytes = sheetBytes(*database, issued.id);
    REQUIRE(bytes);
    const QString text = test::pagesOf(*bytes).join(u' ');
    CHECK(text.contains(issued.shortCode.left(4) + u'-' + issued.shortCode.mid(4)));
    CHECK(text.contains(issued.fingerprint));
    CHECK(text.contains(before));
    CHECK(text.contains(u"signed off by Dr Ayanda Motau"_s));

    const auto listed = consents(*database, patient);
    REQUIRE(listed);
    CHECK(*listed == QList<Consent>{issued});
    const auto whole = verify(*database);
    REQUIRE(whole);
    CHECK(whole->isWhole());
}

TEST_CASE_METHOD(ConsentFixture,
                 "a sheet's frozen inputs give its archived bytes again, whatever changed since",
                 "[consents]")
{
    const PatientId id = aged(30);
    const Consent issued = issue(id);
    auto changed = patient(*database, id);
    REQUIRE(changed);
    changed->familyName = u"Married"_s;
    REQUIRE(updatePatient(*database, nurse, clock.now(), *changed, u"married name"_s));
    const auto archived = sheetBytes(*database, issued.id);
    const auto again = reissueBytes(*database, issued.id);
    REQUIRE(archived);
    REQUIRE(again);
    CHECK(*again == *archived);

    const auto inputs = document(*database, issued.inputsDigest);
    REQUIRE(inputs);
    CHECK(canonicalJson(QJsonDocument::fromJson(*inputs).object()) == *inputs);
    CHECK(documentDigest(*inputs).left(16).toUpper() == issued.fingerprint);
}

TEST_CASE_METHOD(ConsentFixture, "only the exact bytes of an issued sheet are recognised", "[consents]")
{
    const Consent issued = issue(aged(30));
    auto bytes = sheetBytes(*database, issued.id);
    REQUIRE(bytes);
    const auto found = verifyFile(*database, *bytes);
    REQUIRE(found);
    REQUIRE(found->has_value());
    CHECK((*found)->id == issued.id);
    (*bytes)[bytes->size() / 2] = static_cast<char>(bytes->at(bytes->size() / 2) ^ 1);
    const auto other = verifyFile(*database, *bytes);
    REQUIRE(other);
    CHECK_FALSE(other->has_value());
}

TEST_CASE_METHOD(ConsentFixture, "an open finding stops the sheet, is named, and leaves nothing behind",
                 "[consents]")
{
    const auto [years, code] = GENERATE(table<int, const char *>({{8, "MN-CAP-01"}, {15, "MN-CAP-02"}}));
    const PatientId patient = aged(years);
    const QByteArray before = head();
    const auto refused = issueConsent(*database, nurse, clock.now(), {.patientId = patient});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::NotReady);
    CHECK(refused.error().detail.contains(QString::fromLatin1(code)));
    CHECK(head() == before);
    const auto open = openForSheet(*database, clock.now(), patient);
    REQUIRE(open);
    CHECK(*open == QStringList{QString::fromLatin1(code)});
}

TEST_CASE_METHOD(ConsentFixture, "a decision to proceed opens the way, a decision to defer does not",
                 "[consents]")
{
    const PatientId patient = aged(15);
    decide(patient, Verdict::Defer);
    CHECK_FALSE(issueConsent(*database, nurse, clock.now(), {.patientId = patient}));
    clock.advanceMilliseconds(1000);
    decide(patient, Verdict::Proceed);
    const auto bytes = sheetBytes(*database, issue(patient).id);
    REQUIRE(bytes);
    const QString text = test::pagesOf(*bytes).join(u' ').simplified();
    CHECK(text.contains(u"Under 18"_s));
    CHECK(text.contains(u"the child agrees"_s));
}

TEST_CASE_METHOD(ConsentFixture, "a later sheet replaces the earlier one and says so", "[consents]")
{
    const PatientId patient = aged(30);
    const Consent first = issue(patient);
    const Consent second = issue(patient);
    CHECK(second.shortCode != first.shortCode);
    CHECK(second.fingerprint != first.fingerprint);
    CHECK(consent(*database, first.id)->state == ConsentState::Superseded);
    const auto bytes = sheetBytes(*database, second.id);
    REQUIRE(bytes);
    CHECK(test::pagesOf(*bytes).last().contains(first.shortCode.left(4) + u'-' + first.shortCode.mid(4)));
}

TEST_CASE_METHOD(ConsentFixture,
                 "a sheet with a logo keeps its bytes when the logo changes, and the next one replaces it",
                 "[consents]")
{
    const QByteArray logo = GENERATE(test::transparentLogo(), test::photographedLogo());
    const auto useLogo = [&](const QByteArray &bytes) {
        auto transaction = Transaction::begin(*database, doctor, clock.now());
        REQUIRE(transaction);
        const auto address = addDocument(*transaction, bytes, u"image/png"_s);
        REQUIRE(address);
        REQUIRE(transaction->commit());
        Practice details = practice(*database).value();
        details.logoDigest = *address;
        REQUIRE(savePractice(*database, doctor, clock.now(), details));
    };
    const PatientId patient = aged(30);
    const Consent plain = issue(patient);
    useLogo(logo);
    const Consent first = issue(patient);
    const QByteArray archived = sheetBytes(*database, first.id).value();
    CHECK(archived.count("/Subtype /Image") > sheetBytes(*database, plain.id)->count("/Subtype /Image"));
    CHECK(reissueBytes(*database, first.id).value() == archived);

    useLogo(logo == test::photographedLogo() ? test::transparentLogo() : test::photographedLogo());
    const Consent second = issue(patient);
    CHECK(consent(*database, first.id)->state == ConsentState::Superseded);
    CHECK(consent(*database, second.id)->state == ConsentState::Issued);
    CHECK(reissueBytes(*database, first.id).value() == archived);
    CHECK(sheetBytes(*database, second.id).value() != archived);
    CHECK(verifyFile(*database, archived)->value().state == ConsentState::Superseded);
    CHECK(verify(*database)->isWhole());
}

TEST_CASE_METHOD(ConsentFixture, "a consent is withdrawn once, with a reason, and a later sheet leaves it so",
                 "[consents]")
{
    const PatientId patient = aged(30);
    const Consent issued = issue(patient);
    CHECK(withdrawConsent(*database, nurse, clock.now(), issued.id, issued.revision, u" "_s).error().code ==
          ErrorCode::InvalidInput);
    const auto withdrawn =
        withdrawConsent(*database, nurse, clock.now(), issued.id, issued.revision, u"changed her mind"_s);
    REQUIRE(withdrawn);
    CHECK(withdrawn->state == ConsentState::Withdrawn);
    CHECK_FALSE(withdrawConsent(*database, nurse, clock.now(), issued.id, withdrawn->revision, u"again"_s));
    issue(patient);
    CHECK(consent(*database, issued.id)->state == ConsentState::Withdrawn);
}

TEST_CASE_METHOD(ConsentFixture, "a draft is drawn whatever is open, and keeps nothing", "[consents]")
{
    const PatientId patient = aged(8);
    const QByteArray before = head();
    const auto draft = draftSheet(*database, doctor, clock.now(), {.patientId = patient});
    REQUIRE(draft);
    CHECK(test::pagesOf(*draft).first().contains(u"DRAFT"_s));
    CHECK(head() == before);
}

TEST_CASE_METHOD(ConsentFixture, "reception neither issues a sheet nor looks at a draft", "[consents]")
{
    const PatientId patient = aged(30);
    CHECK(issueConsent(*database, reception, clock.now(), {.patientId = patient}).error().code ==
          ErrorCode::NotAllowed);
    CHECK(draftSheet(*database, reception, clock.now(), {.patientId = patient}).error().code ==
          ErrorCode::NotAllowed);
    CHECK(withdrawConsent(*database, reception, clock.now(), ConsentId(1), 1, u"why"_s).error().code ==
          ErrorCode::NotAllowed);
}

TEST_CASE_METHOD(ConsentFixture, "a missing template, patient or consent is said by name", "[consents]")
{
    const auto noTemplate =
        issueConsent(*database, nurse, clock.now(), {.patientId = aged(30), .templateName = u"peel"_s});
    REQUIRE_FALSE(noTemplate);
    CHECK(noTemplate.error().code == ErrorCode::NotFound);
    CHECK(noTemplate.error().detail.contains(u"\"peel\""_s));
    CHECK(noTemplate.error().detail.contains(u"microneedling.en"_s));
    CHECK(issueConsent(*database, nurse, clock.now(), {.patientId = PatientId(999)}).error().code ==
          ErrorCode::NotFound);
    CHECK(consent(*database, ConsentId(999)).error().code == ErrorCode::NotFound);
}

TEST_CASE_METHOD(ConsentFixture, "shipped texts are kept once, and a kept text is never changed",
                 "[consents]")
{
    auto transaction = Transaction::begin(*database, doctor, clock.now());
    REQUIRE(transaction);
    REQUIRE(ensureShippedTemplates(*transaction));
    const auto kept = consentTemplates(*database);
    REQUIRE(kept);
    CHECK(kept->size() == 18); // six forms in three languages
    for (const ConsentTemplate &one : *kept)
        CHECK(documentDigest(one.text.toUtf8()) == one.digest);
    const auto inForce = consentTemplate(*database, u"microneedling"_s, u"en"_s, clock.today());
    REQUIRE(inForce);
    CHECK_FALSE(transaction->update(u"consent_template"_s, inForce->id.value(), inForce->revision, {{u"text"_s, u"other"_s}}));
}

TEST_CASE_METHOD(ConsentFixture, "what an issued sheet says cannot be changed in the file", "[consents]")
{
    const Consent issued = issue(aged(30));
    auto transaction = Transaction::begin(*database, doctor, clock.now());
    REQUIRE(transaction);
    CHECK_FALSE(transaction->update(u"consent"_s, issued.id.value(), issued.revision,
                                    {{u"short_code"_s, u"AAAAAAAA"_s}}));
}
