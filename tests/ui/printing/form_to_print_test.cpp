#include "core/consents/sheet_painter.h"
#include "tests/core/consents/sample_sheet.h"
#include "tests/support/database_fixture.h"
#include "tests/ui/patients/clinic_screen.h"
#include "ui/context/clinic_context.h"
#include "ui/printing/form_to_print.h"

#include <catch2/catch.hpp>

using namespace dermis;
using namespace Qt::StringLiterals;

TEST_CASE_METHOD(test::DatabaseFixture, "a form is handed to the print pane blank, and answers only to those who may read them", "[printing]")
{
    test::ScriptedPrompter prompter;
    ClinicContext context(*database, clock, prompter);
    context.setActor(reception);
    const auto form = Questionnaire::fromJson(R"({"resourceType":"Questionnaire","status":"active","title":"Smoking","item":[
        {"linkId":"a","type":"boolean","text":"Smoke?"}]})");
    REQUIRE(form);
    const SheetToPrint blank = blankFormToPrint(context, *form);
    CHECK_FALSE(blank.title.isEmpty());
    const auto content = blank.make();
    REQUIRE(content);
    CHECK(content->title == u"Smoking"_s);
    CHECK(sheetPdf(*content));
    const auto answers = filledFormToPrint(context, ResponseId(1)).make();
    REQUIRE_FALSE(answers);
    CHECK(answers.error().code == ErrorCode::NotAllowed);
}
