#include "ui/settings/questionnaire_outline.h"

#include "ui/context/words.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/text_label.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QTextBrowser>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int indentPixels = 24;

QString questionName(const Item &item)
{
    const QString words = item.text.isEmpty() ? item.linkId : item.text;
    return item.prefix.isEmpty() ? words : u"%1 %2"_s.arg(item.prefix, words);
}

/// The operand as the other question's answer reads.
QString operandWords(const Item *question, const AnswerValue &operand)
{
    const auto *coding = std::get_if<Coding>(&operand);
    if (coding != nullptr && question != nullptr) {
        for (const Option &option : question->options) {
            const auto *offered = std::get_if<Coding>(&option.value);
            if (offered != nullptr && offered->code == coding->code)
                return option.label();
        }
    }
    const QString words = toText(operand);
    return words.isEmpty() && coding != nullptr ? coding->code : words;
}

QString comparisonWords(Operator op)
{
    switch (op) {
    case Operator::Exists:
        break;
    case Operator::Equal:
        return QuestionnaireOutline::tr("“%1” is %2");
    case Operator::NotEqual:
        return QuestionnaireOutline::tr("“%1” is not %2");
    case Operator::Greater:
        return QuestionnaireOutline::tr("“%1” is more than %2");
    case Operator::Less:
        return QuestionnaireOutline::tr("“%1” is less than %2");
    case Operator::GreaterOrEqual:
        return QuestionnaireOutline::tr("“%1” is %2 or more");
    case Operator::LessOrEqual:
        return QuestionnaireOutline::tr("“%1” is %2 or less");
    }
    return {};
}

QString oneCondition(const Questionnaire &form, const EnableWhen &when)
{
    const Item *question = form.find(when.question);
    const QString name = question == nullptr ? when.question : questionName(*question);
    if (when.op != Operator::Exists)
        return comparisonWords(when.op).arg(name, operandWords(question, when.operand));
    const auto *wanted = std::get_if<bool>(&when.operand);
    return wanted == nullptr || *wanted ? QuestionnaireOutline::tr("“%1” is answered").arg(name)
                                        : QuestionnaireOutline::tr("“%1” is not answered").arg(name);
}

/// Beside the kind of answer: needed, several, unit, how long it holds.
QStringList outlineFacts(const Item &item)
{
    QStringList said;
    const QString kind = answerKindWords(item);
    if (!kind.isEmpty())
        said << kind;
    if (!item.unit.isEmpty())
        said << item.unit;
    if (item.repeats)
        said << (item.type == ItemType::Group ? QuestionnaireOutline::tr("may be given several times")
                                              : QuestionnaireOutline::tr("several answers"));
    if (item.required)
        said << QuestionnaireOutline::tr("needed");
    if (item.isQuestion() && item.shelfLife.kind != ShelfLife::Kind::Permanent)
        said << QuestionnaireOutline::tr("asked again: %1").arg(
            item.shelfLife.kind == ShelfLife::Kind::Session ? QuestionnaireOutline::tr("each session")
                                                            : QuestionnaireOutline::tr("after %1").arg(item.shelfLife.toString()));
    return said;
}

QString outlineLine(const QString &text, int depth, const QString &before = {}, const QString &after = {})
{
    return u"<p style=\"margin-top:1px;margin-bottom:1px;margin-left:%1px\">%2%3%4</p>"_s.arg(depth * indentPixels).arg(
        before, text.toHtmlEscaped(), after);
}

void addOutline(const Questionnaire &form, const QList<Item> &items, int depth, QString &html)
{
    for (const Item &item : items) {
        html += u"<p style=\"margin-top:8px;margin-bottom:1px;margin-left:%1px\">"_s.arg(depth * indentPixels);
        html += item.type == ItemType::Group ? u"<b>%1</b>"_s.arg(questionName(item).toHtmlEscaped()) : questionName(item).toHtmlEscaped();
        const QString said = outlineFacts(item).join(u", "_s);
        if (!said.isEmpty())
            html += u" &nbsp;<i>%1</i>"_s.arg(said.toHtmlEscaped());
        html += u"</p>"_s;
        if (!item.help.isEmpty())
            html += outlineLine(item.help, depth + 1, u"<i>"_s, u"</i>"_s);
        QStringList offered;
        for (const Option &option : item.options)
            offered << option.label();
        if (!offered.isEmpty())
            html += outlineLine(QuestionnaireOutline::tr("Answers: %1").arg(offered.join(u" · "_s)), depth + 1);
        const QString when = askedWhenWords(form, item);
        if (!when.isEmpty())
            html += outlineLine(when, depth + 1);
        addOutline(form, item.children, depth + 1, html);
    }
}

} // namespace

QString answerKindWords(const Item &item)
{
    switch (item.type) {
    case ItemType::Group:
    case ItemType::Display:
        return {};
    case ItemType::Boolean:
        return QuestionnaireOutline::tr("yes or no");
    case ItemType::Decimal:
        return QuestionnaireOutline::tr("number");
    case ItemType::Integer:
        return QuestionnaireOutline::tr("whole number");
    case ItemType::Date:
        return QuestionnaireOutline::tr("date");
    case ItemType::String:
        return QuestionnaireOutline::tr("words");
    case ItemType::Text:
        return QuestionnaireOutline::tr("text");
    case ItemType::Choice:
        return QuestionnaireOutline::tr("from a list");
    case ItemType::OpenChoice:
        return QuestionnaireOutline::tr("from a list, or own words");
    case ItemType::Quantity:
        return QuestionnaireOutline::tr("amount");
    default:
        return item.typeName;
    }
}

QString askedWhenWords(const Questionnaire &form, const Item &item)
{
    QStringList conditions;
    for (const EnableWhen &when : item.enableWhen)
        conditions << oneCondition(form, when);
    if (conditions.isEmpty())
        return {};
    return QuestionnaireOutline::tr("Asked only if %1.")
        .arg(conditions.join(item.enableBehavior == EnableBehavior::Any ? QuestionnaireOutline::tr(" or ") : QuestionnaireOutline::tr(" and ")));
}

QStringList remarkLines(const Questionnaire &form)
{
    QStringList lines;
    for (const Remark &remark : form.remarks()) {
        const QString what = remark.what + u"; "_s + remark.meaning;
        const bool isInvalid = remark.kind == Remark::Kind::Invalid;
        if (remark.linkId.isEmpty())
            lines << (isInvalid ? QuestionnaireOutline::tr("Not valid FHIR R4: %1") : QuestionnaireOutline::tr("Not done by Dermis: %1")).arg(what);
        else
            lines << (isInvalid ? QuestionnaireOutline::tr("Not valid FHIR R4, at %1: %2") : QuestionnaireOutline::tr("Not done by Dermis, at %1: %2"))
                         .arg(remark.linkId, what);
    }
    return lines;
}

QString outlineHtml(const Questionnaire &form)
{
    QString html;
    addOutline(form, form.items(), 0, html);
    return html;
}

QuestionnaireOutline::QuestionnaireOutline(QWidget *parent)
    : QWidget(parent), m_title(new TextLabel({}, TypeStyle::Title)), m_text(new QTextBrowser)
{
    auto *back = new Button(Icon::Left, tr("Back to the list"));
    m_text->setAccessibleName(tr("The form as it is asked"));
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setOpenLinks(false);
    m_text->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    m_text->document()->setDocumentMargin(12);
    m_title->setWrapped(true);
    auto *card = new Card;
    card->body()->addWidget(m_text, 1);
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_title, 1);
    head->addWidget(back);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 10, 16, 16);
    column->setSpacing(10);
    column->addLayout(head);
    column->addWidget(card, 1);
    connect(back, &Button::clicked, this, &QuestionnaireOutline::closed);
}

void QuestionnaireOutline::show(const Questionnaire &form)
{
    m_title->setText(tr("%1, version %2").arg(form.title(), form.version()));
    m_text->setHtml(outlineHtml(form));
    m_text->setFocus(Qt::OtherFocusReason);
}

void QuestionnaireOutline::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closed();
    else
        QWidget::keyPressEvent(event);
}

} // namespace dermis
