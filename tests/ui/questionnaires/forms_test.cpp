#include "tests/ui/questionnaires/clinical_page_fixture.h"
#include "tests/ui/questionnaires/form_on_screen.h"
#include "ui/questionnaires/date_input.h"
#include "ui/questionnaires/entry_row.h"
#include "ui/questionnaires/grid_row.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QDir>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTemporaryDir>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

/// What a person could type as the n-th answer to a question, the likeliest first.
QStringList typings(const Item &item, int number)
{
    const auto bound = [](const std::optional<AnswerValue> &value) { return value ? toText(*value) : QString(); };
    QStringList typings{bound(item.minimum), bound(item.maximum)};
    switch (item.type) {
    case ItemType::Integer:
    case ItemType::Decimal:
    case ItemType::Quantity:
        return QStringList{QString::number(2 + number), u"1.50"_s, u"37"_s, u"170"_s} + typings;
    case ItemType::Date:
        return QStringList{u"%1 Mar 2026"_s.arg(2 + number), u"2015-03-02"_s} + typings;
    case ItemType::DateTime:
        return QStringList{u"%1 Mar 2026 14:30"_s.arg(2 + number)} + typings;
    case ItemType::Time:
        return QStringList{u"14:3%1"_s.arg(number)} + typings;
    case ItemType::Url:
        return {u"https://example.org/%1"_s.arg(number)};
    case ItemType::Reference:
        return {u"Practitioner/%1"_s.arg(number + 1)};
    default:
        return {u"Words %1"_s.arg(number), u"12345"_s, u"0123456789"_s, u"someone@example.org"_s, u"+4712345678"_s, u"01010112345"_s,
                u"Amalie"_s, u"longer words, that say more than others do"_s};
    }
}

AnswerValue valueOf(const Item &item, const QString &typed)
{
    switch (item.type) {
    case ItemType::Integer:
        return typed.toLongLong();
    case ItemType::Decimal:
        return Decimal::fromString(typed).value_or(Decimal{});
    case ItemType::Quantity:
        return item.units.isEmpty() ? Quantity{Decimal::fromString(typed).value_or(Decimal{}), item.unit}
                                    : Quantity{Decimal::fromString(typed).value_or(Decimal{}), toText(item.units.first())};
    case ItemType::Date:
        return dateFromTyping(typed, FormOnScreen::today()).value_or(PartialDate(FormOnScreen::today()));
    case ItemType::DateTime:
        return *momentFromTyping(typed, FormOnScreen::today());
    default:
        return typed;
    }
}

QString fittingText(const Item &item, int number)
{
    const bool isPlain = item.type == ItemType::Time || item.type == ItemType::Url || item.type == ItemType::Reference;
    Item one = item;
    one.repeats = false;
    one.maxOccurs = 0;
    for (const QString &typed : typings(item, number)) {
        if (!typed.isEmpty() && (isPlain || !faultOf(one, Answer::of(valueOf(item, typed)), FormOnScreen::today())))
            return typed;
    }
    return u"?"_s;
}

/// Answers the question that has the keyboard, as a person at the keyboard does.
void answerOnce(const Item &item, int number)
{
    QWidget *target = QApplication::focusWidget();
    if (item.type == ItemType::Boolean)
        return FormOnScreen::press(Qt::Key_Y);
    if (qobject_cast<QComboBox *>(target))
        return FormOnScreen::press(Qt::Key_Down);
    if (qobject_cast<QAbstractButton *>(target)) // a file
        return FormOnScreen::press(Qt::Key_Space);
    const bool isTyped = qobject_cast<QLineEdit *>(target) || qobject_cast<QPlainTextEdit *>(target);
    if (!isTyped)
        return FormOnScreen::press(item.repeats ? static_cast<Qt::Key>(Qt::Key_1 + number) : Qt::Key_Right);
    if (item.options.isEmpty())
        return FormOnScreen::type(fittingText(item, number));
    FormOnScreen::type(optionWords(item.options.at(number)).left(12));
    FormOnScreen::press(Qt::Key_Return);
}

void answer(FormOnScreen &screen, const AnswerKey &key)
{
    const Item &item = *screen.form.questionnaire().find(key.linkId);
    screen.go(key);
    answerOnce(item, 0);
    const auto count = [&] { return screen.form.current().answer(key).values.size(); };
    for (int number = 1; number < item.minOccurs && count() == number; ++number) {
        if (item.options.isEmpty())
            FormOnScreen::press(Qt::Key_Return); // to a new line
        answerOnce(item, number);
    }
}

/// A few bytes of a file of the type that is asked for.
class FileGiver : public ScriptedPrompter
{
public:
    FileGiver()
    {
        write(u"a.txt"_s, "words");
        path = folder.filePath(u"a.txt"_s);
    }
    void askOpenFile(QWidget *parent, const FileQuestion &question, Answer answer) override
    {
        const QString all = question.nameFilters.join(u' ');
        for (const auto &[suffix, bytes] : {std::pair(u"png"_s, QByteArray("\x89PNG\r\n\x1a\n")), std::pair(u"pdf"_s, QByteArray("%PDF-1.4\n")),
                                            std::pair(u"jpg"_s, QByteArray("\xff\xd8\xff\xe0"))}) {
            if (all.contains(u"*."_s + suffix)) {
                write(u"a."_s + suffix, bytes);
                path = folder.filePath(u"a."_s + suffix);
            }
        }
        ScriptedPrompter::askOpenFile(parent, question, answer);
    }

private:
    void write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(folder.filePath(name));
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    QTemporaryDir folder;
};

QStringList openableForms()
{
    QStringList names;
    const QDir folder(QStringLiteral(DERMIS_TEST_DATA "/questionnaires/forms"));
    for (const QString &name : folder.entryList({u"*.json"_s}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        REQUIRE(file.open(QIODevice::ReadOnly));
        if (Questionnaire::fromJson(file.readAll()))
            names << name;
    }
    return names;
}

} // namespace

TEST_CASE("every form that opens is answered through its widgets, and says what was answered", "[questionnaires][forms][gui]")
{
    applyTheme(*qApp, Theme::Light);
    const QStringList names = openableForms();
    CHECK(names.size() == 70);
    FileGiver files;
    for (const QString &name : names) {
        INFO(name.toStdString());
        FormOnScreen screen(FormOnScreen::read(name), &files);
        const Response begun = screen.form.complete();
        QStringList stuck;
        for (auto gap = screen.form.nextGap(); gap && stuck.isEmpty(); gap = screen.form.nextGap()) {
            answer(screen, *gap);
            if (screen.form.current().answer(*gap).state == AnswerState::NotAsked)
                stuck << gap->toString();
        }
        CHECK(stuck.join(u' ') == u"");
        const Response whole = screen.form.complete();
        for (const AnswerProblem &problem : answerProblems(screen.form.questionnaire(), whole, FormOnScreen::today())) {
            const bool isOurs = !(whole.answer(problem.key) == begun.answer(problem.key)); // what a form begins with is its own
            CHECK_FALSE((isOurs ? problem.key.toString() + u": "_s + problem.expected : QString()).toStdString() != "");
        }
        const auto again = Response::fromDraft(screen.form.questionnaire(), whole.toJson(screen.form.questionnaire()));
        REQUIRE(again);
        for (const AnswerKey &key : whole.answers().keys())
            CHECK((again->answer(key) == whole.answer(key) ? QString() : key.toString()) == u"");
        CHECK(*again == whole);
        int asked = 0;
        for (const SectionProgress &section : screen.form.sections()) {
            CHECK(section.answered == section.asked);
            asked += section.asked;
        }
        INFO(asked);
    }
}

TEST_CASE("forms look as they should", "[questionnaires][forms][pictures][gui]")
{
    const auto [theme, suffix] = GENERATE(table<Theme, QString>({{Theme::Light, u""_s}, {Theme::Dark, u"-dark"_s}}));
    applyTheme(*qApp, theme);
    for (const QString &name : {u"refero__allItemTypes-q"_s, u"android-fhir__layout_default"_s, u"android-fhir__Questionnaire-mypain-questionnaire"_s,
                                u"refero__slider-view"_s, u"refero__group-grid-q"_s, u"android-fhir__component_repeated_group"_s, u"android-fhir__sample-questionnaire"_s,
                                u"android-fhir__component_text_fields_with_validation"_s, u"refero__group-q"_s, u"medplum-intake__patient-intake-questionnaire"_s}) {
        FormOnScreen screen(FormOnScreen::read(name + u".json"_s), nullptr, {790, 1500});
        for (int section = 0; section < std::min<qsizetype>(3, screen.form.sections().size()); ++section) {
            screen.open(section);
            const QList<FormRow> rows = screen.form.rows(section);
            int number = 0;
            for (const FormRow &row : rows) {
                if (row.kind == FormRow::Kind::Question && row.mayAnswer && row.item->type != ItemType::Attachment && ++number % 2 == 0)
                    answer(screen, row.key);
            }
            QTest::qWait(60);
            saveScreenshot(screen.view, u"form-%1-%2%3"_s.arg(name).arg(section).arg(suffix));
        }
        CHECK(screen.view.widget()->minimumSizeHint().width() <= 790);
    }
    applyTheme(*qApp, Theme::Light);
}
