#include "ui/shell/status_line.h"

#include "core/base/clock.h"
#include "ui/context/words.h"
#include "ui/theme/icons.h"
#include "ui/theme/painting.h"
#include "ui/theme/typography.h"

#include <QLocale>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int margin = 12;
constexpr int refreshMilliseconds = 10'000; // the clock shows minutes

} // namespace

StatusLine::StatusLine(const Clock &clock, QWidget *parent) : QWidget(parent), m_clock(clock)
{
    setFixedHeight(24);
    setAccessibleName(savedWords());
    setPlace(tr("Data on this computer"));
    connect(&m_minute, &QTimer::timeout, this, qOverload<>(&QWidget::update));
    m_minute.start(refreshMilliseconds);
}

QString StatusLine::savedWords() const
{
    return m_savedAt.isValid() ? tr("All work saved at %1").arg(secondsWords(m_savedAt))
                               : tr("All work saved");
}

void StatusLine::setSavedAt(const QDateTime &utc)
{
    m_savedAt = utc;
    setAccessibleName(savedWords());
    update();
}

void StatusLine::setPlace(const QString &words)
{
    m_place = words;
    describe();
}

void StatusLine::setBackup(const QString &words, bool needsCare)
{
    m_backup = words;
    m_backupNeedsCare = needsCare;
    describe();
}

void StatusLine::setCheck(const QString &words)
{
    m_check = words;
    describe();
}

void StatusLine::setScans(const QString &words, bool needsCare)
{
    m_scans = words;
    m_scansNeedCare = needsCare;
    describe();
}

void StatusLine::describe()
{
    setAccessibleDescription(sentences({m_place, m_check, m_scans, m_backup}));
    update();
}

void StatusLine::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tokens &c = tokens();
    const QFont small = dermis::font(TypeStyle::Small);
    const QFontMetrics metrics(small);
    painter.fillRect(rect(), c.sunken);
    painter.fillRect(QRectF(0, 0, width(), 1), c.line);
    int left = margin;
    const auto paintPart = [&](Icon icon, const QString &words, bool needsCare = false) {
        const QColor &colour = needsCare ? c.cautionText : c.text2;
        paintIcon(painter, needsCare ? Icon::SeverityCaution : icon, QRectF(left, (height() - 14) / 2.0, 14, 14), colour);
        paintText(painter, QRectF(left + 20, 0, width(), height()), words, small, colour);
        left += 20 + metrics.horizontalAdvance(words) + 11;
    };
    const auto paintLine = [&] {
        painter.fillRect(QRectF(left, 6, 1, height() - 12), c.lineStrong);
        left += 12;
    };
    paintPart(Icon::Check, savedWords());
    paintLine();
    paintPart(Icon::Disk, m_place);
    if (!m_check.isEmpty()) {
        paintLine();
        paintPart(Icon::Shield, m_check);
    }
    if (!m_scans.isEmpty()) {
        paintLine();
        paintPart(Icon::Scan, m_scans, m_scansNeedCare);
    }
    const QDateTime now = clinicTime(m_clock.now());
    const QString time = tr("%1 %2, %3", "weekday, date, time")
                             .arg(QLocale().toString(now.date(), u"ddd"_s), dateWords(now.date()), timeWords(m_clock.now()));
    paintText(painter, QRectF(0, 0, width() - margin, height()), time, small, c.text2, Qt::AlignRight | Qt::AlignVCenter);
    if (m_backup.isEmpty())
        return;
    const int right = width() - margin - metrics.horizontalAdvance(time) - 11;
    left = std::max(left + 1, right - 12 - 20 - metrics.horizontalAdvance(m_backup));
    painter.fillRect(QRectF(right, 6, 1, height() - 12), c.lineStrong);
    const QColor &colour = m_backupNeedsCare ? c.cautionText : c.text2;
    paintIcon(painter, m_backupNeedsCare ? Icon::SeverityCaution : Icon::ShieldOk, QRectF(left, (height() - 14) / 2.0, 14, 14), colour);
    paintText(painter, QRectF(left + 20, 0, right - left - 24, height()), m_backup, small, colour);
}

} // namespace dermis
