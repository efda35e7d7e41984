#include "ui/widgets/allergy_strip.h"

#include "ui/theme/painting.h"
#include "ui/theme/severity.h"
#include "ui/theme/typography.h"
#include "ui/widgets/button.h"

#include <QMenu>
#include <QPainter>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int leftMargin = 16;
constexpr int stripMargin = 16;
constexpr int stripGap = 8;
constexpr int iconSize = 16;

SeverityMark severityOf(AllergyKnowledge knowledge)
{
    switch (knowledge) {
    case AllergyKnowledge::Listed:
        return SeverityMark::Absolute;
    case AllergyKnowledge::NoneKnown:
        return SeverityMark::Clear;
    case AllergyKnowledge::TooOld:
        return SeverityMark::Caution;
    case AllergyKnowledge::NeverAsked:
    case AllergyKnowledge::NotKnown:
    case AllergyKnowledge::NotConfirmed:
        break;
    }
    return SeverityMark::NotAsked;
}

int textWidth(const QString &text, TypeStyle style)
{
    return QFontMetrics(dermis::font(style)).horizontalAdvance(text);
}

} // namespace

AllergyStrip::AllergyStrip(QWidget *parent)
    : QWidget(parent)
    , m_overflow(new QToolButton(this))
    , m_action(new Button(QString(), ButtonKind::Link, this))
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFixedHeight(36);
    m_overflow->setFocusPolicy(Qt::StrongFocus);
    m_overflow->setAccessibleName(tr("Further allergies"));
    m_overflow->hide();
    m_action->setSmall(true);
    connect(m_overflow, &QToolButton::clicked, this, &AllergyStrip::showOverflow);
    connect(m_action, &Button::clicked, this, &AllergyStrip::act);
    rebuild();
}

void AllergyStrip::setContent(const AllergyStripContent &content)
{
    if (m_content == content)
        return;
    m_content = content;
    rebuild();
}

bool AllergyStrip::isFilled() const
{
    return m_content.knowledge == AllergyKnowledge::Listed ||
           m_content.knowledge == AllergyKnowledge::NeverAsked;
}

QString AllergyStrip::headline() const
{
    if (!m_content.headline.isEmpty())
        return m_content.headline;
    switch (m_content.knowledge) {
    case AllergyKnowledge::Listed:
        return tr("Allergies");
    case AllergyKnowledge::NoneKnown:
        return tr("No known allergies");
    case AllergyKnowledge::NeverAsked:
        return tr("Allergies never asked");
    case AllergyKnowledge::NotKnown:
        return tr("Allergies asked, not known");
    case AllergyKnowledge::NotConfirmed:
        return tr("Allergies not confirmed yet");
    case AllergyKnowledge::TooOld:
        break;
    }
    return tr("Allergies confirmed too long ago");
}

QString AllergyStrip::guidance() const
{
    switch (m_content.knowledge) {
    case AllergyKnowledge::NeverAsked:
    case AllergyKnowledge::NotKnown:
        return tr("Ask before anything touches the skin.");
    case AllergyKnowledge::TooOld:
        return tr("Ask again today.");
    case AllergyKnowledge::NoneKnown:
        return m_content.confirmation;
    case AllergyKnowledge::Listed:
    case AllergyKnowledge::NotConfirmed:
        break;
    }
    return {};
}

qint64 AllergyStrip::firstUnmatched() const
{
    const auto found = std::ranges::find(m_content.entries, false, &AllergyEntry::matched);
    return found == m_content.entries.end() ? 0 : found->id;
}

QString AllergyStrip::actionText() const
{
    if (!m_content.mayChange)
        return {};
    switch (m_content.knowledge) {
    case AllergyKnowledge::NeverAsked:
    case AllergyKnowledge::NotKnown:
        return tr("Ask now");
    case AllergyKnowledge::NotConfirmed:
        return firstUnmatched() != 0 ? tr("Match") : tr("Confirm");
    case AllergyKnowledge::TooOld:
        return m_content.entries.isEmpty() ? tr("Confirm: still none") : tr("Confirm again");
    case AllergyKnowledge::Listed:
    case AllergyKnowledge::NoneKnown:
        break;
    }
    return tr("Confirm again");
}

QString AllergyStrip::accessibleSentence() const
{
    QStringList names;
    for (const AllergyEntry &entry : m_content.entries)
        names << (entry.matched ? entry.name : tr("%1, not matched").arg(entry.name));
    QString sentence = names.isEmpty() ? headline() : tr("%1: %2").arg(headline(), names.join(u", "_s));
    for (const QString &more : {guidance(), m_content.confirmation}) {
        if (!more.isEmpty() && !sentence.contains(more))
            sentence = tr("%1. %2").arg(sentence, more);
    }
    return sentence;
}

void AllergyStrip::rebuild()
{
    qDeleteAll(m_chips);
    m_chips.clear();
    for (const AllergyEntry &entry : std::as_const(m_content.entries)) {
        auto *chip = new AllergyChip(entry, this);
        connect(chip, &AllergyChip::clicked, this, [this, id = entry.id] { Q_EMIT allergyActivated(id); });
        m_chips << chip;
    }
    const bool ask = m_content.knowledge == AllergyKnowledge::NeverAsked;
    m_action->setKind(ask ? ButtonKind::Secondary : ButtonKind::Link);
    m_action->setText(actionText());
    m_action->setVisible(!actionText().isEmpty());
    setAccessibleName(accessibleSentence());
    arrange();
    update();
}

int AllergyStrip::headWidth() const
{
    return leftMargin + iconSize + stripGap + textWidth(headline(), TypeStyle::BodyStrong) + 12;
}

void AllergyStrip::arrange()
{
    const QSize actionSize = m_action->isHidden() ? QSize(0, 0) : m_action->sizeHint();
    const bool actionAtRight =
        m_content.knowledge == AllergyKnowledge::Listed || m_content.knowledge == AllergyKnowledge::NoneKnown;
    const int overflowWidth = 44;
    const int limit = width() - stripMargin - actionSize.width() - stripGap;
    int left = headWidth() + 12;
    if (const QString words = guidance(); !words.isEmpty())
        left += textWidth(words, TypeStyle::Body) + stripGap;
    qsizetype shown = 0;
    for (AllergyChip *chip : std::as_const(m_chips)) {
        const bool last = shown + 1 == m_chips.size();
        const bool fits =
            shown == std::distance(m_chips.cbegin(), std::find(m_chips.cbegin(), m_chips.cend(), chip)) &&
            left + chip->width() + (last ? 0 : overflowWidth + stripGap) <= limit;
        chip->setVisible(fits);
        if (!fits)
            continue;
        chip->move(left, (height() - chip->height()) / 2);
        left += chip->width() + stripGap;
        ++shown;
    }
    m_overflow->setVisible(shown < m_chips.size());
    if (shown < m_chips.size()) {
        m_overflow->setText(tr("+%1", "further allergies").arg(m_chips.size() - shown));
        m_overflow->setAccessibleName(tr("%1 further allergies").arg(m_chips.size() - shown));
        m_overflow->setGeometry(left, (height() - 26) / 2, overflowWidth, 26);
        left += overflowWidth + stripGap;
    }
    const int actionLeft = actionAtRight ? width() - stripMargin - actionSize.width() : left;
    m_action->setGeometry(actionLeft, (height() - actionSize.height()) / 2, actionSize.width(),
                          actionSize.height());
}

void AllergyStrip::act()
{
    switch (m_content.knowledge) {
    case AllergyKnowledge::NeverAsked:
    case AllergyKnowledge::NotKnown:
        Q_EMIT askRequested();
        return;
    case AllergyKnowledge::NotConfirmed:
        if (const qint64 id = firstUnmatched(); id != 0) {
            Q_EMIT matchRequested(id);
            return;
        }
        break;
    case AllergyKnowledge::Listed:
    case AllergyKnowledge::NoneKnown:
    case AllergyKnowledge::TooOld:
        break;
    }
    Q_EMIT confirmRequested();
}

void AllergyStrip::showOverflow()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const AllergyChip *chip : std::as_const(m_chips)) {
        if (chip->isVisible())
            continue;
        const qint64 id = chip->entry().id;
        menu->addAction(chip->accessibleName(), this, [this, id] { Q_EMIT allergyActivated(id); });
    }
    menu->popup(m_overflow->mapToGlobal(QPoint(0, m_overflow->height())));
}

void AllergyStrip::resizeEvent(QResizeEvent *)
{
    arrange();
}

void AllergyStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tokens &c = tokens();
    const SeverityLook look = dermis::look(severityOf(m_content.knowledge));
    const QColor soft = c.*look.soft;
    painter.fillRect(rect(), soft);
    const int head = headWidth();
    QColor words = c.*look.text;
    if (isFilled()) {
        painter.fillRect(QRect(0, 0, head, height()), c.*look.solid);
        words = severityOf(m_content.knowledge) == SeverityMark::Absolute ? c.onStop : c.panel;
    }
    paintIcon(painter, look.icon, QRectF(leftMargin, (height() - iconSize) / 2.0, iconSize, iconSize), words,
              isFilled() ? c.*look.solid : soft);
    paintText(painter, QRectF(leftMargin + iconSize + stripGap, 0, head, height()), headline(),
              dermis::font(TypeStyle::BodyStrong), words);
    paintText(painter, QRectF(head + 12, 0, width() - head, height()), guidance(),
              dermis::font(TypeStyle::Body), c.text);
    paintLowerLine(painter, rect(), c.*look.line);
    paintConfirmation(painter);
}

void AllergyStrip::paintConfirmation(QPainter &painter) const
{
    if (m_content.confirmation.isEmpty() || guidance() == m_content.confirmation)
        return;
    int left = headWidth() + 12 + (guidance().isEmpty() ? 0 : textWidth(guidance(), TypeStyle::Body) + stripGap);
    int right = width() - stripMargin;
    QList<QWidget *> parts(m_chips.begin(), m_chips.end());
    parts << m_overflow << m_action;
    for (const QWidget *part : std::as_const(parts)) {
        if (part->isHidden())
            continue;
        const bool atRight = part == m_action && part->geometry().right() >= right - 1;
        if (atRight)
            right = part->x() - stripGap;
        else
            left = std::max(left, part->geometry().right() + stripGap);
    }
    const int needed = textWidth(m_content.confirmation, TypeStyle::Small);
    if (right - left >= needed)
        paintText(painter, QRectF(right - needed, 0, needed + 1, height()), m_content.confirmation,
                  dermis::font(TypeStyle::Small), tokens().text2);
}

} // namespace dermis
