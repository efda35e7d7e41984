#include "ui/settings/backup_nights_card.h"

#include "core/storage/database.h"
#include "ui/context/backup_words.h"
#include "ui/context/clinic_context.h"
#include "ui/theme/painting.h"
#include "ui/theme/severity.h"
#include "ui/theme/typography.h"
#include "ui/widgets/button.h"
#include "ui/widgets/text_label.h"

#include <QBoxLayout>
#include <QHelpEvent>
#include <QToolTip>

namespace dermis {

namespace {

constexpr int nightCount = 14;
constexpr int markSize = 16;

struct Look
{
    Icon icon;
    Token colour;
};

Look lookOf(NightState state)
{
    switch (state) {
    case NightState::Proven:
        return {Icon::ClearFilled, &Tokens::clearText};
    case NightState::Late:
        return {Icon::SeverityCaution, &Tokens::cautionText};
    case NightState::Failed:
    case NightState::Missed:
        return {Icon::SeverityRelative, &Tokens::relativeText};
    case NightState::Waiting:
        return {Icon::Clock, &Tokens::text2};
    case NightState::NotPlanned:
        break;
    }
    return {Icon::SeverityNotAsked, &Tokens::text3};
}

/// One sentence for a night.
QString sentenceOf(const Night &night, const QDate &today)
{
    const QString day = shortDateWords(night.day, today);
    const QString why = night.failure.at.isValid() ? backupWords(night.failure).title : QString();
    switch (night.state) {
    case NightState::Proven:
        return BackupNightsCard::tr("%1: proven %2.").arg(day, sinceWords(night.provenAt, today));
    case NightState::Late:
        return why.isEmpty() ? BackupNightsCard::tr("%1: nobody was signed in. Done and proven %2.")
                                   .arg(day, sinceWords(night.provenAt, today))
                             : BackupNightsCard::tr("%1: %2. Done and proven %3.")
                                   .arg(day, why, sinceWords(night.provenAt, today));
    case NightState::Failed:
        return BackupNightsCard::tr("%1: %2. No backup was made.").arg(day, why);
    case NightState::Missed:
        return BackupNightsCard::tr("%1: nobody signed in that day. No backup was made.").arg(day);
    case NightState::Waiting:
        return BackupNightsCard::tr("%1: still to be made.").arg(day);
    case NightState::NotPlanned:
        break;
    }
    return BackupNightsCard::tr("%1: before the first backup.").arg(day);
}

} // namespace

/// The marks, each over its day of the month; the whole is read as sentences.
class BackupNightsCard::Marks : public QWidget
{
public:
    Marks() { setMinimumHeight(44); }
    void setNights(const QList<Night> &nights, const QDate &today)
    {
        m_nights = nights;
        m_today = today;
        QStringList said;
        for (const Night &night : nights)
            said << sentenceOf(night, today);
        setAccessibleName(BackupNightsCard::tr("Last 14 nights"));
        setAccessibleDescription(said.join(QLatin1Char(' ')));
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        for (qsizetype n = 0; n < m_nights.size(); ++n) {
            const QRectF cell = cellOf(n);
            const NightState state = m_nights.at(n).state;
            const Look look = lookOf(state);
            const QRectF mark(cell.center().x() - markSize / 2.0, 2, markSize, markSize);
            if (state == NightState::NotPlanned)
                painter.fillRect(QRectF(mark.center().x() - 4, mark.center().y(), 8, 1), tokens().text3);
            else
                paintIcon(painter, look.icon, mark, tokens().*look.colour);
            paintText(painter, cell.adjusted(0, 22, 0, 0), QString::number(m_nights.at(n).day.day()),
                      dermis::font(TypeStyle::Small), tokens().text2, Qt::AlignCenter);
        }
    }
    bool event(QEvent *event) override
    {
        if (event->type() == QEvent::ToolTip && !m_nights.isEmpty()) {
            const auto *help = static_cast<QHelpEvent *>(event);
            const qsizetype n = std::clamp<qsizetype>(
                help->pos().x() * m_nights.size() / std::max(1, width()), 0, m_nights.size() - 1);
            QToolTip::showText(help->globalPos(), sentenceOf(m_nights.at(n), m_today), this);
            return true;
        }
        return QWidget::event(event);
    }

private:
    QRectF cellOf(qsizetype n) const
    {
        const qreal wide = static_cast<qreal>(width()) / static_cast<qreal>(m_nights.size());
        return {wide * static_cast<qreal>(n), 0, wide, static_cast<qreal>(height())};
    }

    QList<Night> m_nights;
    QDate m_today;
};

BackupNightsCard::BackupNightsCard(ClinicContext &context, QWidget *parent)
    : Card(tr("Last 14 nights"), parent)
    , m_context(context)
    , m_marks(new Marks)
    , m_words(new TextLabel({}, TypeStyle::Small, &Tokens::text2))
{
    auto *list = new Button(tr("Full list"), ButtonKind::Link);
    addHeaderWidget(list);
    m_words->setWrapped(true);
    auto *inner = new QWidget;
    auto *rows = new QVBoxLayout(inner);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(6);
    rows->addWidget(m_marks);
    rows->addWidget(m_words);
    addPadded(inner);
    connect(list, &Button::clicked, this, &BackupNightsCard::listRequested);
}

void BackupNightsCard::refresh()
{
    const QDateTime now = m_context.now();
    const auto plan = backupPlan(m_context.database());
    const auto backups = allBackups(m_context.database());
    const auto failures = backupFailures(m_context.database(), now.addDays(-nightCount - 1));
    if (!plan || !backups || !failures)
        return m_words->setText(tr("The list could not be read."));
    const QList<Night> nights = lastNights(*plan, *backups, *failures, now, nightCount);
    m_marks->setNights(nights, m_context.today());
    QStringList said;
    for (const Night &night : nights) {
        if (night.state == NightState::Late || night.state == NightState::Failed ||
            night.state == NightState::Missed)
            said << sentenceOf(night, m_context.today());
    }
    if (said.isEmpty() && !backups->isEmpty())
        said << tr("Every backup since the first was made and proven.");
    m_words->setText(said.mid(std::max<qsizetype>(0, said.size() - 3)).join(QLatin1Char('\n')));
    m_words->setVisible(!said.isEmpty());
}

} // namespace dermis
