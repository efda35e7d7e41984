#include "core/consents/form_check.h"
#include "core/consents/sheet_painter.h"
#include "core/consents/signature.h"
#include "core/consents/text_difference.h"
#include "tests/core/consents/consent_fixture.h"
#include "tests/core/consents/pdf_text.h"

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

class FormFixture : public ConsentFixture
{
public:
    Result<ConsentTemplate> offered(const QString &name, const QString &language, int inDays = 0)
    {
        return consentTemplate(*database, name, language, clock.today().addDays(inDays));
    }
    ConsentTemplate drafted(const QString &name, const QString &text, const QString &language = u"en"_s)
    {
        const auto draft = draftForm(*database, nurse, clock.now(), {name, language, FormKind::Information, text, {}});
        REQUIRE(draft);
        return *draft;
    }
    Result<ConsentTemplate> publish(const ConsentTemplate &draft, int inDays = 0)
    {
        return publishForm(*database, doctor, clock.now(), draft.id, draft.revision, clock.today().addDays(inDays));
    }
    Result<Consent> give(PatientId patient, const QString &form, const QString &language = u"en"_s)
    {
        clock.advanceMilliseconds(1000);
        return issueConsent(*database, nurse, clock.now(), {.patientId = patient, .templateName = form, .language = language});
    }
};

QStringList stopsOf(const QString &text, FormKind kind = FormKind::Information)
{
    QStringList stops;
    for (const FormRemark &remark : checkForm(text, kind).remarks) {
        if (remark.stops)
            stops << u"%1: %2"_s.arg(remark.line).arg(remark.text);
    }
    return stops;
}

QString shippedText(const QString &fileName)
{
    QFile file(u":/dermis/consents/"_s + fileName);
    REQUIRE(file.open(QIODevice::ReadOnly));
    return QString::fromUtf8(file.readAll());
}

} // namespace

TEST_CASE_METHOD(FormFixture, "the shipped English texts are in force; those in other languages wait for review", "[forms]")
{
    const PatientId patient = aged(30);
    const auto english = offered(u"microneedling"_s, u"en"_s);
    REQUIRE(english);
    CHECK(english->isInForce(clock.today()));
    for (const QString &language : {u"af"_s, u"zu"_s}) {
        CAPTURE(language.toStdString());
        const auto draft = offered(u"microneedling"_s, language);
        REQUIRE(draft);
        CHECK(draft->state == FormState::Draft);
        CHECK(draftSheet(*database, nurse, clock.now(), {.patientId = patient, .language = language}));
        const auto refused = give(patient, u"microneedling"_s, language);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == ErrorCode::NotReady);
        CHECK(refused.error().detail.contains(u"not yet reviewed"_s));
        CHECK(publishForm(*database, nurse, clock.now(), draft->id, draft->revision, clock.today()).error().code == ErrorCode::NotAllowed);
        REQUIRE(publish(*draft));
        CHECK(give(patient, u"microneedling"_s, language));
    }
}

TEST_CASE("every shipped text may be published, and says so in words that are easy enough", "[forms]")
{
    const auto [name, kind] = GENERATE(table<QString, FormKind>({{u"microneedling"_s, FormKind::Consent},
                                                                 {u"photography"_s, FormKind::Agreement},
                                                                 {u"refusal"_s, FormKind::Agreement},
                                                                 {u"leaflet"_s, FormKind::Information},
                                                                 {u"aftercare"_s, FormKind::Information},
                                                                 {u"numbing-cream"_s, FormKind::Information}}));
    const QString language = GENERATE(u"en"_s, u"af"_s, u"zu"_s);
    CAPTURE(name.toStdString(), language.toStdString());
    const FormCheck check = checkForm(shippedText(name + u'.' + language + u".md"_s), kind, language);
    for (const FormRemark &remark : check.remarks)
        UNSCOPED_INFO(remark.line << " " << remark.text.toStdString());
    CHECK(check.remarks.isEmpty());
    CHECK(check.pages > 0);
    CHECK(check.readingGrade.has_value() == (language == u"en"));
    CHECK(check.readingGrade.value_or(6) < 9);
}

TEST_CASE("the aftercare sheet is one side of A4 in English and Afrikaans, two in isiZulu, in letters of the usual size", "[forms]")
{
    CHECK(checkForm(shippedText(u"aftercare.en.md"_s), FormKind::Information, u"en"_s).pages == 1);
    CHECK(checkForm(shippedText(u"aftercare.af.md"_s), FormKind::Information, u"af"_s).pages == 1);
    CHECK(checkForm(shippedText(u"aftercare.zu.md"_s), FormKind::Information, u"zu"_s).pages == 2);
    for (const QString &language : {u"en"_s, u"af"_s, u"zu"_s}) {
        const QString text = shippedText(u"aftercare.%1.md"_s.arg(language));
        for (const QString &word : {u"112"_s, u"10177"_s, u"SPF 30"_s, u"50"_s, u"20"_s, u"24"_s, u"72"_s, u"ibuprof"_s, u"{{phone}}"_s, u"{{afterHours}}"_s, u"{{name}}"_s}) {
            INFO(language.toStdString() << ' ' << word.toStdString());
            CHECK(text.contains(word));
        }
    }
}

TEST_CASE("what is wrong with a text is said with its line", "[forms]")
{
    CHECK(stopsOf(u"# Title\n\nFine, {{doctor}}.\n"_s).isEmpty());
    CHECK(stopsOf(u"Words without a title"_s).join(u' ').contains(u"the first line is the title"_s));
    CHECK(stopsOf(u"# T\nA doctr\nHello {{doctr}}"_s).join(u' ').contains(u"3: there is no field {{doctr}}"_s));
    CHECK(stopsOf(u"# T\n\n{{#minor}}never closed"_s).size() == 1);
    CHECK(stopsOf(u"# T\n\n{{^hasZones}}{{nonsense}}{{/hasZones}}"_s).join(u' ').contains(u"{{nonsense}}"_s));
    CHECK(stopsOf(u"# T\n\n{{#hasZones}}{{nonsense}}{{/hasZones}}"_s).join(u' ').contains(u"{{nonsense}}"_s));
    CHECK(stopsOf(u"# T\n\n{{#cream}}{{nonsense}}{{/cream}}{{#hasOffLabel}}{{#offLabel}}{{reasn}}{{/offLabel}}{{/hasOffLabel}}"_s).size() == 2);
    CHECK(stopsOf(u"# T\n\n[[signature]]"_s).join(u' ').contains(u"3: the consent text asks for a part [[signature]]"_s));
    CHECK(stopsOf(u"# T\n\n{{{doctor}}}"_s).join(u' ').contains(u"unescaped"_s));

    const FormCheck odd = checkForm(u"# T\n\n<script>alert(1)</script>\n"_s, FormKind::Information);
    REQUIRE(odd.remarks.size() == 1);
    CHECK_FALSE(odd.remarks.first().stops);
    CHECK(odd.remarks.first().line == 3);
}

TEST_CASE("a consent without one of its parts is not published", "[forms]")
{
    const QString whole = shippedText(u"microneedling.en.md"_s);
    CHECK(stopsOf(whole, FormKind::Consent).isEmpty());
    for (const QString &part : {u"[[own risks]]"_s, u"[[signatures]]"_s, u"[[patient]]"_s, u"[[document control]]"_s}) {
        QString without = whole;
        CHECK(stopsOf(without.remove(part), FormKind::Consent).join(u' ').contains(part));
    }
    for (int number = 1; number <= 21; ++number) {
        CAPTURE(number);
        QString without = whole;
        without.replace(u"\n## %1 "_s.arg(number), u"\n### "_s);
        CHECK(stopsOf(without, FormKind::Consent).join(u' ').contains(u"part %1, "_s.arg(number)));
    }
}

TEST_CASE_METHOD(FormFixture, "an edit is a new version, in force from its day and never changed again", "[forms]")
{
    const auto before = offered(u"leaflet"_s, u"en"_s);
    REQUIRE(before);
    const ConsentTemplate draft = drafted(u"leaflet"_s, u"# Ours\n\nFirst words.\n"_s);
    CHECK(draft.version == before->version + 1);
    CHECK(offered(u"leaflet"_s, u"en"_s)->id == before->id); // a draft changes nothing
    const ConsentTemplate again = drafted(u"leaflet"_s, u"# Ours\n\nBetter words.\n"_s);
    CHECK(again.id == draft.id);

    CHECK(publishForm(*database, doctor, clock.now(), again.id, draft.revision, clock.today()).error().code == ErrorCode::Conflict);
    CHECK(publish(again, -1).error().detail.contains(u"from today on"_s));
    const auto published = publish(again, 3);
    REQUIRE(published);
    CHECK(published->publishedBy == doctor.id);
    CHECK(offered(u"leaflet"_s, u"en"_s, 2)->id == before->id);
    CHECK(offered(u"leaflet"_s, u"en"_s, 3)->id == again.id);
    auto transaction = Transaction::begin(*database, doctor, clock.now());
    REQUIRE(transaction);
    CHECK_FALSE(transaction->update(u"consent_template"_s, again.id.value(), published->revision, {{u"text"_s, u"other"_s}}));
    REQUIRE(ensureShippedTemplates(*transaction));
    CHECK(offered(u"leaflet"_s, u"en"_s, 3)->id == again.id); // the program's text does not take its place
}

TEST_CASE_METHOD(FormFixture, "of two who type into one draft the second is told, and nothing is written over", "[forms]")
{
    const ConsentTemplate draft = drafted(u"leaflet"_s, u"# Ours\r\n\r\nWords.\r\n"_s);
    CHECK(draft.text == u"# Ours\n\nWords.\n"_s);
    const auto keep = [&](const QString &text) {
        return draftForm(*database, nurse, clock.now(), {u"leaflet"_s, u"en"_s, FormKind::Information, text, draft.revision});
    };
    REQUIRE(keep(u"# Ours\n\nFirst.\n"_s));
    CHECK(keep(u"# Ours\n\nSecond.\n"_s).error().code == ErrorCode::Conflict);
    const auto kept = consentTemplate(*database, draft.id);
    CHECK(kept->text.contains(u"First"_s));
    REQUIRE(publish(*kept));
    CHECK(keep(u"# Ours\n\nThird.\n"_s).error().code == ErrorCode::Conflict);
}

TEST_CASE_METHOD(FormFixture, "a sheet is in the patient's language once that is reviewed", "[forms]")
{
    const auto languageOf = [this](const QString &own) { return languageFor(*database, u"microneedling"_s, own, clock.today()).value(); };
    CHECK(languageOf(u"zu-ZA"_s) == u"en");
    CHECK(languageOf({}) == u"en");
    REQUIRE(publish(*offered(u"microneedling"_s, u"zu"_s), 1));
    CHECK(languageOf(u"zu-ZA"_s) == u"en");
    CHECK(languageFor(*database, u"microneedling"_s, u"zu-ZA"_s, clock.today().addDays(1)).value() == u"zu");
}

TEST_CASE_METHOD(FormFixture, "a text with a mistake is kept as a draft but not published", "[forms]")
{
    const ConsentTemplate draft = drafted(u"leaflet"_s, u"# Ours\n\n{{nobody}}\n"_s);
    const auto refused = publish(draft);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().detail.contains(u"{{nobody}}"_s));
    CHECK(draftForm(*database, nurse, clock.now(), {u"Leaflet"_s, u"en"_s, FormKind::Information, u"# T"_s, {}}).error().detail.contains(u"no name"_s));
    CHECK(draftForm(*database, nurse, clock.now(), {u"leaflet"_s, u"english"_s, FormKind::Information, u"# T"_s, {}}).error().detail.contains(u"no language"_s));
    CHECK(draftForm(*database, reception, clock.now(), {u"leaflet"_s, u"en"_s, FormKind::Information, u"# T"_s, {}}).error().code == ErrorCode::NotAllowed);
}

TEST_CASE_METHOD(FormFixture, "a retired version is offered no more, and the one before it is in force again", "[forms]")
{
    const auto before = offered(u"leaflet"_s, u"en"_s);
    const auto published = publish(drafted(u"leaflet"_s, u"# Ours\n\nWords.\n"_s));
    REQUIRE(published);
    CHECK(retireForm(*database, doctor, clock.now(), published->id, published->revision, u"short"_s).error().code == ErrorCode::InvalidInput);
    REQUIRE(retireForm(*database, doctor, clock.now(), published->id, published->revision, u"A fact in part 4 was wrong"_s));
    CHECK(offered(u"leaflet"_s, u"en"_s)->id == before->id);
}

TEST_CASE_METHOD(FormFixture, "information is given whatever the findings say, has nothing to sign and stays given", "[forms]")
{
    const PatientId child = aged(10); // a finding stops the consent
    CHECK_FALSE(give(child, u"microneedling"_s));
    const auto first = give(child, u"leaflet"_s);
    REQUIRE(first);
    CHECK(first->kind == FormKind::Information);
    const auto content = issuedContent(*database, first->id);
    REQUIRE(content);
    CHECK(content->signatures.isEmpty());
    REQUIRE(give(child, u"leaflet"_s));
    CHECK(consent(*database, first->id)->state == ConsentState::Issued);
    CHECK(reissueBytes(*database, first->id).value() == sheetBytes(*database, first->id).value());
    CHECK(give(child, u"photography"_s)); // an agreement waits for no finding either
}

TEST_CASE_METHOD(FormFixture, "who cannot read or write has witnesses that have to sign", "[forms]")
{
    const auto capacities = [this](bool readAloud, bool byMark) {
        clock.advanceMilliseconds(1000);
        const auto issued = issueConsent(*database, nurse, clock.now(), {.patientId = aged(30), .readAloud = readAloud, .byMark = byMark});
        REQUIRE(issued);
        QStringList needed;
        const QList<SignatureField> fields = signatureFields(*database, issued->id).value();
        for (const SignatureField &field : fields) {
            if (field.needed)
                needed << field.capacity;
        }
        return needed;
    };
    CHECK(capacities(false, false) == QStringList{u"Patient"_s, u"Dermatologist"_s});
    CHECK(capacities(true, false) == QStringList{u"Patient"_s, u"Dermatologist"_s, u"Witness of the reading"_s});
    CHECK(capacities(true, true) == QStringList{u"Patient, by mark"_s, u"Dermatologist"_s, u"Witness 1 of the mark"_s, u"Witness 2 of the mark"_s});
    const auto drawn = draftSheet(*database, nurse, clock.now(), {.patientId = aged(30), .byMark = true});
    REQUIRE(drawn);
    CHECK(test::pagesOf(*drawn).join(u' ').contains(u"makes a mark or thumb print"_s));
}

TEST_CASE("two texts are compared line by line", "[forms]")
{
    using Kind = DifferenceLine::Kind;
    CHECK(textDifference(u"a\n\nb\nc"_s, u"a\nx\nc\nd"_s) ==
          QList<DifferenceLine>{{Kind::Same, u"a"_s}, {Kind::Removed, u"b"_s}, {Kind::Added, u"x"_s}, {Kind::Same, u"c"_s}, {Kind::Added, u"d"_s}});
    CHECK(readableChanges(u"# T\n- **Old** risk\n[[write 2]]"_s, u"# T\n| New | row |\n|---|---|\n[[write 1]]"_s) ==
          QList<DifferenceLine>{{Kind::Removed, u"Old risk"_s}, {Kind::Added, u"New · row"_s}});
    CHECK(textDifference({}, {}).isEmpty());
}
