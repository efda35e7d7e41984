// The dermatologist's assessment: what each status asks for, its document, its draft.
#include "core/storage/documents.h"
#include "core/storage/drafts.h"
#include "tests/ui/products/products_screen.h"

#include <QFile>
#include <QRadioButton>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

class AssessScreen : public ProductsScreen
{
public:
    AssessScreen()
    {
        context.setActor(doctor);
        QFile file(folder.filePath(u"study.pdf"_s));
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write("%PDF-1.4 a study");
    }
    void pick(const QString &status)
    {
        for (QRadioButton *choice : page->findChildren<QRadioButton *>()) {
            if (choice->text() == status)
                return QTest::mouseClick(choice, Qt::LeftButton, {}, QPoint(10, choice->height() / 2));
        }
        FAIL(status.toStdString());
    }
};

} // namespace

TEST_CASE_METHOD(AssessScreen, "a status rests on evidence, a document and a day of review", "[products][assess]")
{
    const Product gel = add(u"Gel"_s);
    open();
    press("assess");
    pick(u"Evidence-supported"_s);
    press("signAssessment");
    CHECK(says("evidence") == u"Say what the status rests on.");
    typeText(line("evidence"), u"Trial of 2025, 40 people"_s);
    press("signAssessment");
    CHECK(QApplication::focusWidget() == find("attachDocument"));
    prompter.answer = folder.filePath(u"study.pdf"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    type("reviewBy", u"3/3/2028"_s); // a day more than 24 months
    press("signAssessment");
    CHECK(says("reviewBy").contains(u"24 months"_s));
    type("reviewBy", u"1 Mar 2026"_s);
    press("signAssessment");
    CHECK(says("reviewBy").contains(u"lies ahead"_s));
    CHECK(reviews(*database, gel.id)->isEmpty());
    type("reviewBy", u"2 Mar 2028"_s);
    finish();
    const StatusReview kept = *latestReview(*database, gel.id);
    CHECK(kept.status == NeedlingStatus::EvidenceSupported);
    CHECK(kept.reviewer == doctor.id);
    CHECK(kept.reviewBy == QDate(2028, 3, 2));
    CHECK(*document(*database, kept.document) == "%PDF-1.4 a study");
    CHECK(shelfTable()->model()->index(0, 1).data() == u"Evidence-supported"_s);
    CHECK_FALSE(find("signAssessment")->isVisible());
    CHECK(drafts(*database)->isEmpty());
    prompter.answer = folder.filePath(u"copy.pdf"_s);
    pressInBanner(u"Save a copy of the document…"_s);
    QFile copy(prompter.answer);
    REQUIRE(copy.open(QIODevice::ReadOnly));
    CHECK(copy.readAll() == "%PDF-1.4 a study");
}

TEST_CASE_METHOD(AssessScreen, "a product with fragrance needs a reason to be needled", "[products][assess]")
{
    const Product gel = add(u"Gel"_s, u"Aqua, Parfum"_s);
    open();
    press("assess");
    pick(u"After needling only"_s);
    CHECK_FALSE(find("scentReason")->isVisible());
    pick(u"Made for needling"_s);
    REQUIRE(find("scentReason")->isVisible());
    CHECK(find("scentReason")->accessibleName().contains(u"Parfum"_s));
    typeText(line("evidence"), u"Labelled for it"_s);
    prompter.answer = folder.filePath(u"study.pdf"_s);
    press("attachDocument");
    type("reviewBy", u"2 Mar 2028"_s);
    press("signAssessment");
    CHECK(says("scentReason").contains(u"15 characters"_s));
    type("scentReason", u"the maker needled it with the scent"_s);
    press("signAssessment");
    CHECK(latestReview(*database, gel.id)->status == NeedlingStatus::Approved);
}

TEST_CASE_METHOD(AssessScreen, "never needs no day, and no document", "[products][assess]")
{
    const Product gel = add(u"Gel"_s);
    open();
    press("assess");
    pick(u"Never"_s);
    CHECK_FALSE(find("reviewBy")->isVisible());
    typeText(line("evidence"), u"The case series of 2014"_s);
    press("signAssessment");
    CHECK(latestReview(*database, gel.id)->status == NeedlingStatus::Banned);
}

TEST_CASE_METHOD(AssessScreen, "an assessment that was begun is kept with its document", "[products][assess][draft]")
{
    add(u"Gel"_s);
    open();
    press("assess");
    pick(u"Made for needling"_s);
    typeText(line("evidence"), u"Labelled for it"_s);
    prompter.answer = folder.filePath(u"study.pdf"_s);
    press("attachDocument");
    page->keepDraft();
    open();
    CHECK(told().contains(u"An assessment of this product was begun"_s));
    pressInBanner(u"Go on with it"_s);
    CHECK(line("evidence")->text() == u"Labelled for it");
    type("reviewBy", u"2 Mar 2028"_s);
    press("signAssessment"); // the document is there
    CHECK(shelfTable()->model()->index(0, 1).data() == u"Made for needling"_s);
}

TEST_CASE_METHOD(AssessScreen, "a label that changed meanwhile is looked at again before signing",
                 "[products][assess][conflict]")
{
    Product gel = add(u"Gel"_s);
    open();
    press("assess");
    pick(u"Never"_s);
    typeText(line("evidence"), u"The case series of 2014"_s);
    gel.label = u"Aqua"_s;
    REQUIRE(changeProduct(*database, nurse, clock.now(), gel, u"a new tube with a new label"_s));
    press("signAssessment");
    CHECK(told().contains(u"Nothing is signed"_s));
    CHECK(reviews(*database, gel.id)->isEmpty());
    press("signAssessment");
    CHECK(reviews(*database, gel.id)->size() == 1);
}
