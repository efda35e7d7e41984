#include "core/base/clock.h"
#include "core/questionnaires/questionnaire_library.h"
#include "core/questionnaires/response_repository.h"
#include "core/safety/intake_fit.h"
#include "core/storage/database.h"
#include "tests/durability/clinic_on_disk.h"
#include "tests/support/must.h"

#include <QRandomGenerator>

#include <catch2/catch.hpp>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

const QString url = u"http://test/three-hundred"_s;

QByteArray threeHundredQuestions()
{
    QByteArray items;
    for (int question = 1; question <= 300; ++question)
        items += (items.isEmpty() ? "" : ",") + QByteArray(R"({"linkId":"q)") + QByteArray::number(question) + R"(","type":"string","text":"Question )" +
                 QByteArray::number(question) + R"("})";
    return R"({"resourceType":"Questionnaire","status":"active","url":"http://test/three-hundred","version":"1","title":"Three hundred","item":[{"linkId":"g","type":"group","text":"All","item":[)" +
           items + "]}]}";
}

} // namespace

TEST_CASE("what was typed into a long form before a kill is in its draft after it", "[durability]")
{
    const ClinicOnDisk clinic;
    {
        const auto database = clinic.open();
        const QDateTime now = SystemClock().now();
        const QuestionnaireId id = must(importQuestionnaire(*database, clinic.doctor.actor(), now, threeHundredQuestions()));
        must(activateQuestionnaire(*database, clinic.doctor.actor(), now, id));
    }
    const DraftKey key = formDraftKey(PatientId(1), url, clinic.doctor.id);
    qint64 most = 0;
    for (int round = 0; round < rounds(6); ++round) {
        {
            const auto database = clinic.open();
            must(discardDraft(*database, key));
        }
        auto typist = Program::of(QStringLiteral(DERMIS_TYPIST), {clinic.path, u"1"_s, url});
        typist.waitForLines(1 + QRandomGenerator::system()->bounded(8));
        typist.killAfter(QRandomGenerator::system()->bounded(200'000));
        qint64 kept = 0;
        for (const Said &said : typist.said())
            kept = std::max(kept, said.id);
        INFO("round " << round << ", kept " << kept);
        const auto database = clinic.open();
        checkWhole(*database);
        const auto draft = must(findDraft(*database, key));
        const StoredQuestionnaire form = must(currentQuestionnaire(*database, url));
        REQUIRE((draft || kept == 0));
        if (!draft)
            continue;
        const Response response = must(responseFromDraft(form.questionnaire, *draft));
        for (qint64 question = 1; question <= kept; ++question)
            CHECK(response.answer(u"q%1"_s.arg(question)).values.value(0) == AnswerValue(u"answer %1."_s.arg(question)));
        most = std::max(most, kept);
    }
    CHECK(most > 0);
}
