#include "ui/questionnaires/answer_editor.h"

#include "ui/questionnaires/choice_editors.h"
#include "ui/questionnaires/text_editors.h"
#include "ui/questionnaires/words_editor.h"

#include <QKeyEvent>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int mostButtons = 8;

AnswerEditor *makeChoiceEditor(const Item &item, const EditorSetting &setting, QWidget *parent)
{
    if (setting.size == EditorSize::Inline && !item.repeats)
        return new ComboEditor(item, setting.size, parent);
    if (item.type == ItemType::OpenChoice || (item.repeats && item.options.size() > mostButtons))
        return new WordsEditor(item, setting.suggest, parent);
    if (item.options.size() > mostButtons)
        return new ComboEditor(item, setting.size, parent);
    return new ButtonsEditor(item, parent);
}

bool isOutside(const Item &item, double number)
{
    const auto least = item.minimum ? numberOf(*item.minimum) : std::nullopt;
    const auto most = item.maximum ? numberOf(*item.maximum) : std::nullopt;
    return (least && number < *least) || (most && number > *most);
}

} // namespace

AnswerEditor::AnswerEditor(const Item &item, QWidget *parent) : QWidget(parent), m_item(item) {}

void AnswerEditor::setAnswer(const Answer &answer)
{
    if (!answer.saysTheSameAs(this->answer()))
        showAnswer(answer);
}

bool AnswerEditor::moveByKey(const QKeyEvent &event)
{
    if (event.modifiers() & (Qt::ControlModifier | Qt::AltModifier))
        return false;
    if (event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter || event.key() == Qt::Key_Down) {
        Q_EMIT nextRequested();
        return true;
    }
    if (event.key() != Qt::Key_Up)
        return false;
    Q_EMIT previousRequested();
    return true;
}

AnswerEditor *makeAnswerEditor(const Item &item, const EditorSetting &setting, QWidget *parent)
{
    switch (item.type) {
    case ItemType::Choice:
    case ItemType::OpenChoice:
        return makeChoiceEditor(item, setting, parent);
    case ItemType::Date:
        return new DateEditor(item, setting, parent);
    case ItemType::Integer:
    case ItemType::Decimal:
    case ItemType::Quantity:
        return new NumberEditor(item, parent);
    case ItemType::Text:
        return new TextEditor(item, parent);
    default:
        return new LineEditor(item, setting, parent);
    }
}

QString problemWords(const Item &item, const AnswerValue &value, const QDate &today)
{
    const auto *date = std::get_if<PartialDate>(&value);
    if (date && item.notInFuture && date->earliest() > today)
        return AnswerEditor::tr("That day has not come yet.");
    const auto number = numberOf(value);
    if (!number || !isOutside(item, *number))
        return {};
    const QString least = item.minimum ? toText(*item.minimum) : u"0"_s;
    return item.maximum ? AnswerEditor::tr("From %1 to %2, is that right?").arg(least, toText(*item.maximum))
                        : AnswerEditor::tr("At least %1, is that right?").arg(least);
}

} // namespace dermis
