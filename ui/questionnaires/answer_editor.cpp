#include "ui/questionnaires/answer_editor.h"

#include "ui/context/backup_words.h"
#include "ui/questionnaires/choice_editors.h"
#include "ui/questionnaires/date_input.h"
#include "ui/questionnaires/file_editor.h"
#include "ui/questionnaires/parsed_editor.h"
#include "ui/questionnaires/repeat_editor.h"
#include "ui/questionnaires/slider_editor.h"
#include "ui/questionnaires/suggestions.h"
#include "ui/questionnaires/text_editors.h"
#include "ui/questionnaires/words_editor.h"

#include <QKeyEvent>
#include <QMimeDatabase>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int mostButtons = 8;
constexpr int mostMarkedButtons = 12; // where the form asks for buttons
constexpr int mostToDropDown = 20;
constexpr int mostToTell = 100; // characters: a longer limit is told as it comes near

bool wantsButtons(const Item &item)
{
    return item.control == ItemControl::RadioButtons || item.control == ItemControl::CheckBoxes ||
           item.control == ItemControl::Slider || item.sideBySide;
}

AnswerEditor *makeChoiceEditor(const Item &item, const EditorSetting &setting, QWidget *parent)
{
    const qsizetype count = item.options.size();
    const bool isOpen = item.type == ItemType::OpenChoice || item.isOpenEnded;
    if (isOpen || item.control == ItemControl::Autocomplete)
        return new WordsEditor(item, setting.suggest, parent);
    if (!item.repeats && setting.size == EditorSize::Inline)
        return new ComboEditor(item, setting.size, parent);
    const bool dropsDown = item.control == ItemControl::DropDown;
    if (count <= (wantsButtons(item) ? mostMarkedButtons : mostButtons) && (!dropsDown || item.repeats))
        return new ButtonsEditor(item, parent);
    if (item.repeats || count > mostToDropDown)
        return new WordsEditor(item, setting.suggest, parent);
    return new ComboEditor(item, setting.size, parent);
}

QString boundWords(const AnswerValue &bound)
{
    if (const auto *date = std::get_if<PartialDate>(&bound))
        return dateToType(*date);
    return toText(bound);
}

QString unitNames(const Item &item)
{
    QStringList names;
    for (const Coding &unit : item.units)
        names << toText(unit);
    return names.join(u", "_s);
}

qint64 mostBytes(const Item &item)
{
    return item.maxBytes > 0 ? std::min(item.maxBytes, largestAttachment) : largestAttachment;
}

/// "PDF document"; the bare type where the computer has no words for it.
QString fileTypeName(const QString &type)
{
    if (type == u"image/*")
        return AnswerEditor::tr("any picture");
    if (type == u"audio/*")
        return AnswerEditor::tr("any sound");
    if (type == u"video/*")
        return AnswerEditor::tr("any film");
    const QMimeType known = QMimeDatabase().mimeTypeForName(type);
    return known.isValid() ? known.comment() : type;
}

QString fileTypeNames(const Item &item)
{
    QStringList names;
    for (const QString &type : item.contentTypes)
        names << fileTypeName(type);
    return names.join(u", "_s);
}

QString outOfRangeWords(const Item &item)
{
    if (item.minimum && item.maximum)
        return AnswerEditor::tr("From %1 to %2, is that right?").arg(boundWords(*item.minimum), boundWords(*item.maximum));
    return item.minimum ? AnswerEditor::tr("At least %1, is that right?").arg(boundWords(*item.minimum))
                        : AnswerEditor::tr("At most %1, is that right?").arg(boundWords(*item.maximum));
}

QString wordsOf(AnswerFault fault, const Item &item)
{
    switch (fault) {
    case AnswerFault::OtherType:
        return AnswerEditor::tr("This kind of answer does not fit the question.");
    case AnswerFault::NotOffered:
        return AnswerEditor::tr("This is none of the options.");
    case AnswerFault::OutOfRange:
        return outOfRangeWords(item);
    case AnswerFault::InFuture:
        return AnswerEditor::tr("That day has not come yet.");
    case AnswerFault::NotReadable:
        return AnswerEditor::tr("There are signs in this text that cannot be kept.");
    case AnswerFault::TooLong:
        return AnswerEditor::tr("Too long: at most %1 characters.").arg(item.maxLength);
    case AnswerFault::TooShort:
        return AnswerEditor::tr("Too short: at least %1 characters.").arg(item.minLength);
    case AnswerFault::OtherForm:
        if (!item.patternWords.isEmpty())
            return item.patternWords;
        return item.entryFormat.isEmpty() ? AnswerEditor::tr("The form asks for text of another shape: %1").arg(item.pattern)
                                          : AnswerEditor::tr("Type it as %1.").arg(item.entryFormat);
    case AnswerFault::TooManyDecimals:
        return *item.maxDecimals == 0 ? AnswerEditor::tr("No places after the point.")
                                      : AnswerEditor::tr("At most %1 places after the point.").arg(*item.maxDecimals);
    case AnswerFault::OtherUnit:
        return AnswerEditor::tr("The unit is one of: %1.").arg(unitNames(item));
    case AnswerFault::TooLarge:
        return AnswerEditor::tr("This file is too large: at most %1.").arg(sizeWords(mostBytes(item)));
    case AnswerFault::OtherFileType:
        return AnswerEditor::tr("This file is of another kind. Asked for: %1.").arg(fileTypeNames(item));
    case AnswerFault::TooMany:
        return AnswerEditor::tr("Too many: at most %1 answers.").arg(item.maxOccurs);
    case AnswerFault::TooFew:
        return AnswerEditor::tr("Not enough yet: at least %1 answers.").arg(item.minOccurs);
    case AnswerFault::MoreThanOne:
        return AnswerEditor::tr("Only one answer.");
    case AnswerFault::NotAlone:
        return AnswerEditor::tr("Two of these answers cannot stand together.");
    case AnswerFault::Twice:
        return AnswerEditor::tr("The same answer stands here twice.");
    }
    return {};
}

QString rangeHint(const Item &item)
{
    if (item.minimum && item.maximum)
        return AnswerEditor::tr("%1 to %2", "a range").arg(boundWords(*item.minimum), boundWords(*item.maximum));
    if (item.minimum)
        return AnswerEditor::tr("at least %1").arg(boundWords(*item.minimum));
    return item.maximum ? AnswerEditor::tr("at most %1").arg(boundWords(*item.maximum)) : QString();
}

QString lengthHint(const Item &item)
{
    if (item.minLength > 0 && item.maxLength > 0)
        return AnswerEditor::tr("%1 to %2 characters").arg(item.minLength).arg(item.maxLength);
    if (item.minLength > 0)
        return AnswerEditor::tr("at least %1 characters").arg(item.minLength);
    const bool isNear = item.maxLength > 0 && item.maxLength <= mostToTell;
    return isNear ? AnswerEditor::tr("at most %1 characters").arg(item.maxLength) : QString();
}

QString countHint(const Item &item)
{
    if (!item.repeats || item.type == ItemType::Group)
        return {};
    if (item.minOccurs > 1 && item.maxOccurs > 1)
        return AnswerEditor::tr("%1 to %2 answers").arg(item.minOccurs).arg(item.maxOccurs);
    if (item.minOccurs > 1)
        return AnswerEditor::tr("at least %1 answers").arg(item.minOccurs);
    return item.maxOccurs > 1 ? AnswerEditor::tr("at most %1 answers").arg(item.maxOccurs) : QString();
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

AnswerEditor *makeValueEditor(const Item &item, const EditorSetting &setting, QWidget *parent)
{
    const bool slides = item.control == ItemControl::Slider && setting.size == EditorSize::Full;
    switch (item.type) {
    case ItemType::Date:
    case ItemType::DateTime:
    case ItemType::Time:
    case ItemType::Url:
    case ItemType::Reference:
        return new ParsedEditor(item, setting, readingOf(item, setting), parent);
    case ItemType::Integer:
    case ItemType::Decimal:
    case ItemType::Quantity:
        return slides && item.type != ItemType::Quantity ? new SliderEditor(item, setting, parent) : new NumberEditor(item, setting, parent);
    case ItemType::Text:
        return new TextEditor(item, parent);
    default:
        return new LineEditor(item, setting, parent);
    }
}

AnswerEditor *makeAnswerEditor(const Item &item, const EditorSetting &given, QWidget *parent)
{
    EditorSetting setting = given;
    if (!setting.suggest)
        setting.suggest = &suggestionsFor;
    if (item.type == ItemType::Choice || item.type == ItemType::OpenChoice || !item.options.isEmpty())
        return makeChoiceEditor(item, setting, parent);
    if (item.type == ItemType::Attachment)
        return new FileEditor(item, setting.prompter, parent);
    return item.repeats ? new RepeatEditor(item, setting, parent) : makeValueEditor(item, setting, parent);
}

QString problemWords(const Item &item, const AnswerValue &value, const QDate &today)
{
    return problemWords(item, Answer::of(value), today);
}

QString problemWords(const Item &item, const Answer &answer, const QDate &today)
{
    const auto fault = faultOf(item, answer, today);
    return fault ? wordsOf(*fault, item) : QString();
}

QString entryHint(const Item &item)
{
    if (!item.options.isEmpty())
        return countHint(item);
    QStringList parts{rangeHint(item), lengthHint(item)};
    if (item.maxDecimals && *item.maxDecimals > 0 && item.type != ItemType::Integer)
        parts << AnswerEditor::tr("at most %1 places after the point").arg(*item.maxDecimals);
    parts << item.entryFormat << countHint(item);
    if (item.type == ItemType::Attachment)
        parts << fileTypeNames(item) << AnswerEditor::tr("at most %1").arg(sizeWords(mostBytes(item)));
    if (!item.recordTypes.isEmpty())
        parts << AnswerEditor::tr("one of: %1").arg(item.recordTypes.join(u", "_s));
    parts.removeAll(QString());
    return parts.join(u" · "_s);
}

QString optionWords(const Option &option)
{
    return option.prefix.isEmpty() ? option.label() : option.prefix + u' ' + option.label();
}

} // namespace dermis
