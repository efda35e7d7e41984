#include "ui/widgets/answer_row.h"

#include "ui/theme/icons.h"
#include "ui/theme/painting.h"
#include "ui/theme/typography.h"
#include "ui/widgets/choice_button.h"

#include <QKeyEvent>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int numberWidth = 46;
constexpr int rowPadding = 6;
constexpr int answerGap = 4;
constexpr int rowRightMargin = 16;
constexpr int leastHeight = 43;
constexpr int badgeHeight = 24;

/// The size of the "Not asked" badge; it keeps its place when the question is answered.
QSize badgeSize()
{
    return {
        32 + QFontMetrics(dermis::font(TypeStyle::SmallStrong)).horizontalAdvance(AnswerRow::tr("Not asked")),
        badgeHeight};
}

QFont questionFont(bool applies)
{
    QFont font = dermis::font(TypeStyle::Body);
    font.setItalic(!applies);
    return font;
}

int wrappedHeight(const QFont &font, const QString &text, int width)
{
    return text.isEmpty()
               ? 0
               : QFontMetrics(font).boundingRect(QRect(0, 0, width, 4000), Qt::TextWordWrap, text).height();
}

} // namespace

AnswerRow::AnswerRow(const AnswerRowContent &content, QWidget *parent)
    : QWidget(parent)
    , m_content(content)
    , m_yes(new ChoiceButton(tr("Yes"), tr("Y", "key for yes"), this))
    , m_no(new ChoiceButton(tr("No"), tr("N", "key for no"), this))
    , m_unsure(new ChoiceButton(tr("Unsure"), u"?"_s, this))
    , m_stillSo(new ChoiceButton(tr("Still so"), tr("S", "key for still so"), this))
{
    setFocusPolicy(Qt::StrongFocus);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(m_yes, &ChoiceButton::clicked, this, [this] { choose(YesNoAnswer::Yes); });
    connect(m_no, &ChoiceButton::clicked, this, [this] { choose(YesNoAnswer::No); });
    connect(m_unsure, &ChoiceButton::clicked, this, [this] { choose(YesNoAnswer::Unsure); });
    m_stillSo->setCheckable(false);
    m_stillSo->setToolTip(tr("The patient says that nothing changed: the same answer, given today"));
    connect(m_stillSo, &ChoiceButton::clicked, this, &AnswerRow::stillSoRequested);
    refresh();
}

void AnswerRow::setContent(const AnswerRowContent &content)
{
    if (m_content == content)
        return;
    m_content = content;
    refresh();
}

void AnswerRow::setAnswer(YesNoAnswer answer)
{
    m_content.answer = answer;
    refresh();
}

void AnswerRow::refresh()
{
    m_yes->setChecked(m_content.answer == YesNoAnswer::Yes);
    m_no->setChecked(m_content.answer == YesNoAnswer::No);
    m_unsure->setChecked(m_content.answer == YesNoAnswer::Unsure);
    for (ChoiceButton *button : {m_yes, m_no, m_unsure}) {
        button->setEnabled(isEditable());
        button->setKeptOnly(!m_content.applies);
    }
    setAccessibleName(
        m_content.number.isEmpty()
            ? tr("%1 %2").arg(m_content.question, answerWords())
            : tr("Question %1. %2 %3").arg(m_content.number, m_content.question, answerWords()));
    setAccessibleDescription(m_content.note);
    m_stillSo->setVisible(offersStillSo());
    m_stillSo->setAccessibleName(tr("Still so: %1").arg(m_content.question));
    updateGeometry();
    placeButtons();
    update();
}

QString AnswerRow::answerWords() const
{
    switch (m_content.answer) {
    case YesNoAnswer::Yes:
        return tr("Yes");
    case YesNoAnswer::No:
        return tr("No");
    case YesNoAnswer::Unsure:
        return tr("Unsure");
    case YesNoAnswer::NotAsked:
        break;
    }
    return tr("Not asked");
}

/// From right to left.
QList<ChoiceButton *> AnswerRow::buttons() const
{
    QList<ChoiceButton *> shown{m_unsure, m_no, m_yes};
    if (offersStillSo())
        shown << m_stillSo;
    return shown;
}

int AnswerRow::textWidth(int rowWidth) const
{
    int taken = badgeSize().width() + rowRightMargin + 12;
    for (const ChoiceButton *button : buttons())
        taken += button->sizeHint().width() + answerGap;
    return std::max(120, rowWidth - numberWidth - taken);
}

int AnswerRow::textHeight(int rowWidth) const
{
    const int width = textWidth(rowWidth);
    return wrappedHeight(questionFont(m_content.applies), m_content.question, width) +
           wrappedHeight(dermis::font(TypeStyle::Small), m_content.note, width);
}

int AnswerRow::heightForWidth(int width) const
{
    return std::max(leastHeight, textHeight(width) + 2 * rowPadding);
}

QSize AnswerRow::sizeHint() const
{
    return {640, heightForWidth(std::max(width(), 480))};
}

QSize AnswerRow::minimumSizeHint() const
{
    return {480, leastHeight};
}

void AnswerRow::placeButtons()
{
    int right = width() - rowRightMargin;
    for (ChoiceButton *button : buttons()) {
        const QSize size = button->sizeHint();
        button->setGeometry(right - size.width(), (height() - size.height()) / 2, size.width(),
                            size.height());
        right -= size.width() + answerGap;
    }
}

void AnswerRow::resizeEvent(QResizeEvent *)
{
    placeButtons();
}

void AnswerRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tokens &c = tokens();
    const QFont small = dermis::font(TypeStyle::Small);
    paintText(painter, QRectF(0, 0, numberWidth - 10, height()), m_content.number, small, c.text3,
              Qt::AlignRight | Qt::AlignVCenter);
    const int width = textWidth(this->width());
    const QFont asked = questionFont(m_content.applies);
    const int questionHeight = wrappedHeight(asked, m_content.question, width);
    const int top = (height() - textHeight(this->width())) / 2;
    painter.setFont(asked);
    painter.setPen(m_content.applies ? c.text : c.text2);
    painter.drawText(QRect(numberWidth, top, width, questionHeight), Qt::TextWordWrap, m_content.question);
    painter.setFont(small);
    painter.setPen(c.text2);
    painter.drawText(QRect(numberWidth, top + questionHeight, width, height()), Qt::TextWordWrap,
                     m_content.note);
    paintLowerLine(painter, rect(), c.line);
    if (m_content.answer == YesNoAnswer::NotAsked && m_content.applies)
        paintNotAsked(painter);
}

void AnswerRow::paintNotAsked(QPainter &painter) const
{
    const Tokens &c = tokens();
    const QRectF area(QPointF(buttons().last()->x() - 8 - badgeSize().width(), (height() - badgeHeight) / 2.0),
                      QSizeF(badgeSize()));
    paintBox(painter, area, controlRadius, c.notAskedSoft, c.notAskedText, Qt::DashLine);
    paintIcon(painter, Icon::SeverityNotAsked, QRectF(area.left() + 6, area.center().y() - 7, 14, 14),
              c.notAskedText, c.notAskedSoft);
    paintText(painter, area.adjusted(24, 0, -2, 0), tr("Not asked"), dermis::font(TypeStyle::SmallStrong),
              c.notAskedText);
}

void AnswerRow::choose(YesNoAnswer answer)
{
    m_content.answer = answer;
    m_content.source = AnswerOrigin::Here;
    refresh();
    Q_EMIT answerChanged(answer);
}

bool AnswerRow::chooseByKey(const QKeyEvent &event)
{
    const QString typed = event.text().toUpper();
    if (typed == u"Y"_s || typed == tr("Y", "key for yes"))
        choose(YesNoAnswer::Yes);
    else if (typed == tr("N", "key for no"))
        choose(YesNoAnswer::No);
    else if (typed == u"?"_s || typed == u"/"_s)
        choose(YesNoAnswer::Unsure);
    else if (offersStillSo() && (typed == u"S"_s || typed == tr("S", "key for still so")))
        Q_EMIT stillSoRequested();
    else
        return false;
    Q_EMIT nextRequested();
    return true;
}

void AnswerRow::moveChoice(int step)
{
    // Not asked, Yes, No, Unsure: the order on the screen.
    if (step < 0 && m_content.answer == YesNoAnswer::NotAsked)
        return;
    const int next = std::clamp(static_cast<int>(m_content.answer) + step, static_cast<int>(YesNoAnswer::Yes),
                                static_cast<int>(YesNoAnswer::Unsure));
    if (next != static_cast<int>(m_content.answer))
        choose(static_cast<YesNoAnswer>(next));
}

bool AnswerRow::changeByKey(int key)
{
    if (key == Qt::Key_Backspace)
        choose(YesNoAnswer::NotAsked);
    else if (key == Qt::Key_Left || key == Qt::Key_Right)
        moveChoice(key == Qt::Key_Left ? -1 : 1);
    else
        return false;
    return true;
}

void AnswerRow::keyPressEvent(QKeyEvent *event)
{
    const bool plain = !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    if (plain && isEditable() && chooseByKey(*event))
        return;
    if (plain && isEditable() && changeByKey(event->key()))
        return;
    switch (plain ? event->key() : 0) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_content.source == AnswerOrigin::LastTime && isEditable())
            choose(m_content.answer);
        Q_EMIT nextRequested();
        return;
    case Qt::Key_Down:
        Q_EMIT nextRequested();
        return;
    case Qt::Key_Up:
        Q_EMIT previousRequested();
        return;
    case Qt::Key_Space:
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace dermis
