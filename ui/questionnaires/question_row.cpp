#include "ui/questionnaires/question_row.h"

#include "core/base/clock.h"
#include "ui/context/words.h"
#include "ui/theme/painting.h"
#include "ui/widgets/answer_row.h"
#include "ui/widgets/choice_button.h"
#include "ui/widgets/severity_tag.h"
#include "ui/widgets/text_label.h"

#include <QHBoxLayout>
#include <QKeyEvent>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

QString answerText(const Answer &answer)
{
    if (answer.state == AnswerState::NotAsked)
        return QuestionRow::tr("not asked");
    if (answer.state == AnswerState::Unsure)
        return answer.declined ? QuestionRow::tr("rather not say") : QuestionRow::tr("unsure");
    QStringList values;
    for (const AnswerValue &value : answer.values)
        values << toText(value);
    return values.join(u", "_s);
}

YesNoAnswer yesNoOf(const Answer &answer)
{
    if (answer.state == AnswerState::Unsure)
        return YesNoAnswer::Unsure;
    const AnswerValue first = answer.values.value(0);
    const auto *yes = std::get_if<bool>(&first);
    if (!answer.isAnswered() || !yes)
        return YesNoAnswer::NotAsked;
    return *yes ? YesNoAnswer::Yes : YesNoAnswer::No;
}

Answer answerOf(YesNoAnswer answer)
{
    switch (answer) {
    case YesNoAnswer::Yes:
        return Answer::of(true);
    case YesNoAnswer::No:
        return Answer::of(false);
    case YesNoAnswer::Unsure:
        return Answer::unsure();
    case YesNoAnswer::NotAsked:
        break;
    }
    return {};
}

AnswerOrigin originOf(const FormRow &row)
{
    if (row.fromLastTime || row.filledIn)
        return AnswerOrigin::LastTime; // Enter keeps it
    return row.earlier.state == AnswerState::NotAsked ? AnswerOrigin::Here : AnswerOrigin::TooOld;
}

/// Where the answer comes from, why it is not used, whose it is, or help.
QString standing(const FormRow &row)
{
    const auto day = [](const Answer &answer) { return dateWords(clinicTime(answer.answeredAt).date()); };
    if (!row.applies && row.unusedBecause.isEmpty())
        return QuestionRow::tr("Not used now. Kept, not printed.");
    if (!row.applies)
        return QuestionRow::tr("Not used now, because question %1 is “%2”. Kept, not printed.")
            .arg(row.unusedBecause, answerText(row.unusedAnswer));
    if (!row.mayAnswer && row.item != nullptr && row.item->isDoctorsOnly())
        return QuestionRow::tr("The dermatologist answers this.");
    if (row.earlier.state != AnswerState::NotAsked)
        return QuestionRow::tr("Was “%1” on %2. Too old now, so ask again.")
            .arg(answerText(row.earlier), day(row.earlier));
    if (row.confirmed.isValid())
        return QuestionRow::tr("Still so: said again today to %1. Before on %2.").arg(row.confirmedBy, dateWords(row.confirmed));
    if (row.fromLastTime)
        return QuestionRow::tr("Answer of %1, still valid. Press Enter to keep it.").arg(day(row.answer));
    if (row.filledIn)
        return QuestionRow::tr("Filled in by the form. Press Enter to keep it.");
    return row.item != nullptr ? row.item->help : QString();
}

bool concernsSeveral(AnswerFault fault)
{
    return fault == AnswerFault::TooMany || fault == AnswerFault::TooFew || fault == AnswerFault::MoreThanOne ||
           fault == AnswerFault::NotAlone || fault == AnswerFault::Twice;
}

} // namespace

QString noteOf(const FormRow &row)
{
    QStringList parts{row.words, standing(row)};
    parts.removeAll(QString());
    return parts.join(u'\n');
}

YesNoRow::YesNoRow(QWidget *parent) : QuestionRow(parent), m_row(new AnswerRow)
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_row);
    setFocusProxy(m_row);
    connect(m_row, &AnswerRow::answerChanged, this,
            [this](YesNoAnswer answer) { Q_EMIT answered(answerOf(answer)); });
    connect(m_row, &AnswerRow::stillSoRequested, this, [this] { Q_EMIT answered(Answer(m_earlier)); });
    connect(m_row, &AnswerRow::nextRequested, this, &QuestionRow::nextRequested);
    connect(m_row, &AnswerRow::previousRequested, this, &QuestionRow::previousRequested);
}

void YesNoRow::show(const FormRow &row)
{
    m_earlier = row.earlier;
    AnswerRowContent content;
    content.number = row.item->prefix;
    content.question = row.item->text;
    content.note = noteOf(row);
    content.answer = yesNoOf(row.answer);
    content.source = originOf(row);
    content.applies = row.applies;
    content.readOnly = !row.mayAnswer;
    content.required = row.item->required;
    m_row->setContent(content);
    m_row->setEnabled(row.applies);
}

QWidget *YesNoRow::keyboardTarget()
{
    return m_row;
}

FieldRow::FieldRow(const Item &item, const EditorSetting &setting, QWidget *parent)
    : QuestionRow(parent)
    , m_editor(makeAnswerEditor(item, setting, this))
    , m_question(new TextLabel(item.text))
    , m_note(new TextLabel(QString(), TypeStyle::Small, &Tokens::text2))
    , m_problem(new TextLabel(QString(), TypeStyle::Small, &Tokens::cautionText))
    , m_notAsked(new SeverityTag(SeverityMark::NotAsked))
    , m_unsure(new ChoiceButton(tr("Unsure"), u"?"_s))
    , m_stillSo(new ChoiceButton(tr("Still so"), tr("S", "key for still so")))
    , m_today(setting.today)
{
    m_problem->setWrapped(true);
    m_stillSo->setCheckable(false);
    m_stillSo->setToolTip(tr("The patient says that nothing changed: the same answer, given today (while typing: Alt+S)"));
    m_stillSo->setAccessibleName(tr("Still so: %1").arg(item.text));
    m_question->setWrapped(true);
    m_note->setWrapped(true);
    layOut();
    setFocusProxy(m_editor->keyboardTarget());
    m_editor->keyboardTarget()->installEventFilter(this);
    connect(m_editor, &AnswerEditor::answerChanged, this, &QuestionRow::answered);
    connect(m_editor, &AnswerEditor::nextRequested, this, &QuestionRow::nextRequested);
    connect(m_editor, &AnswerEditor::previousRequested, this, &QuestionRow::previousRequested);
    connect(m_unsure, &ChoiceButton::clicked, this, &FieldRow::setUnsure);
    connect(m_stillSo, &ChoiceButton::clicked, this, &FieldRow::sayStillSo);
}

QWidget *FieldRow::makeQuestion(const Item &item)
{
    auto *texts = new QWidget;
    auto *column = new QVBoxLayout(texts);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_question);
    column->addWidget(m_note);
    if (const QString hint = entryHint(item); !hint.isEmpty()) {
        auto *label = new TextLabel(hint, TypeStyle::Small, &Tokens::text2);
        label->setWrapped(true);
        column->addWidget(label);
    }
    m_question->setText(item.text);
    return texts;
}

void FieldRow::layOut()
{
    const Item &item = m_editor->item();
    auto *number = new TextLabel(item.prefix, TypeStyle::Small, &Tokens::text3);
    number->setFixedWidth(questionNumberWidth);
    number->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    number->setContentsMargins(0, 0, 10, 0);
    auto *head = new QHBoxLayout;
    head->setSpacing(0);
    head->addWidget(number);
    head->addWidget(makeQuestion(item), 1);
    for (QWidget *part : {m_notAsked, static_cast<QWidget *>(m_stillSo), m_editor->isWide() ? nullptr : static_cast<QWidget *>(m_editor),
                          static_cast<QWidget *>(m_unsure)}) {
        if (!part)
            continue;
        head->addSpacing(8);
        head->addWidget(part);
    }

    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 6, 16, 7);
    rows->setSpacing(4);
    rows->addLayout(head);
    auto *below = new QVBoxLayout;
    below->setContentsMargins(questionNumberWidth, 0, 0, 0);
    below->setSpacing(4);
    if (m_editor->isWide())
        below->addWidget(m_editor);
    for (QWidget *companion : m_editor->companions())
        below->addWidget(companion);
    below->addWidget(m_problem);
    rows->addLayout(below);
}

void FieldRow::show(const FormRow &row)
{
    m_answer = row.answer;
    m_earlier = row.earlier;
    m_mayKeep = row.fromLastTime || row.filledIn;
    m_editable = row.applies && row.mayAnswer;
    const QString note = noteOf(row);
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
    QFont font = dermis::font(TypeStyle::Body);
    font.setItalic(!row.applies);
    m_question->setFont(font);
    m_question->setColour(row.applies ? &Tokens::text : &Tokens::text2);
    m_notAsked->setVisible(row.applies && m_answer.state == AnswerState::NotAsked && !row.item->readOnly);
    m_unsure->setChecked(m_answer.state == AnswerState::Unsure);
    m_unsure->setEnabled(m_editable);
    m_unsure->setVisible(m_editable);
    m_stillSo->setVisible(m_editable && m_earlier.state != AnswerState::NotAsked);
    m_editor->setAnswer(m_answer);
    m_editor->setReadOnly(!m_editable);
    m_editor->setEnabled(row.applies);
    showProblem();
    nameForReaders(row);
}

/// What the editor does not say itself.
void FieldRow::showProblem()
{
    const auto fault = m_answer.isAnswered() ? faultOf(m_editor->item(), m_answer, m_today) : std::nullopt;
    const bool isOurs = fault && (concernsSeveral(*fault) || !m_editor->saysProblems());
    m_problem->setText(isOurs ? problemWords(m_editor->item(), m_answer, m_today) : QString());
    m_problem->setVisible(isOurs);
}

void FieldRow::nameForReaders(const FormRow &row)
{
    const QString said = m_answer.state == AnswerState::NotAsked ? tr("Not asked") : answerText(m_answer);
    const QString number = row.item->prefix.isEmpty() ? QString() : tr("Question %1").arg(row.item->prefix);
    m_editor->keyboardTarget()->setAccessibleName(sentences({number, row.item->text, said}));
    m_editor->keyboardTarget()->setAccessibleDescription(sentences({m_note->text(), entryHint(*row.item), m_problem->text()}));
}

QWidget *FieldRow::keyboardTarget()
{
    return m_editor->keyboardTarget();
}

void FieldRow::setUnsure(bool unsure)
{
    Q_EMIT answered(unsure ? Answer::unsure() : Answer{});
}

bool FieldRow::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress || !m_editable)
        return QuestionRow::eventFilter(watched, event);
    return answerByKey(watched, *static_cast<QKeyEvent *>(event)) || QuestionRow::eventFilter(watched, event);
}

/// In an empty line "?" is no text; on a question of buttons letters are keys.
bool FieldRow::answerByKey(const QObject *watched, const QKeyEvent &key)
{
    const bool isEnter = key.key() == Qt::Key_Return || key.key() == Qt::Key_Enter;
    if (isEnter && m_mayKeep)
        Q_EMIT answered(m_answer);
    const bool onButtons = watched == m_editor;
    const bool isQuestionMark = key.text() == u"?"_s || key.text() == u"/"_s;
    const QString typed = key.text().toUpper();
    const bool isS = typed == u"S"_s || typed == tr("S", "key for still so");
    if (isQuestionMark && (onButtons || !m_editor->answer().isAnswered()))
        setUnsure(true);
    else if (isS && onButtons && !m_stillSo->isHidden())
        sayStillSo();
    else
        return false;
    Q_EMIT nextRequested();
    return true;
}

void FieldRow::sayStillSo()
{
    Q_EMIT answered(Answer(m_earlier));
}

void FieldRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintLowerLine(painter, rect(), tokens().line);
}

QuestionRow *makeQuestionRow(const Item &item, const EditorSetting &setting, QWidget *parent)
{
    if (item.type == ItemType::Boolean)
        return new YesNoRow(parent);
    return new FieldRow(item, setting, parent);
}

} // namespace dermis
