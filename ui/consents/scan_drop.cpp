#include "ui/consents/scan_drop.h"

#include "core/access/permissions.h"
#include "core/storage/database.h"
#include "ui/context/clinic_context.h"
#include "ui/context/words.h"
#include "ui/theme/icons.h"
#include "ui/theme/painting.h"
#include "ui/theme/tokens.h"
#include "ui/theme/typography.h"
#include "ui/widgets/background.h"

#include <QDropEvent>
#include <QFileInfo>
#include <QMimeData>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int dropMargin = 8;
constexpr int dropIconSize = 28;

QStringList filesOf(const QMimeData &data)
{
    QStringList files;
    for (const QUrl &url : data.urls()) {
        if (url.isLocalFile())
            files << url.toLocalFile();
    }
    return files;
}

/// One file's name and why it was not filed.
QString refusalWords(const QPair<QString, Error> &refused)
{
    const QString why = refused.second.detail;
    return ScanDrop::tr("%1: %2").arg(refused.first, why.isEmpty() ? words(refused.second).title : why);
}

} // namespace

GivenScans fileGivenScans(const QString &clinicPath, const Actor &actor, const QDateTime &now, const QStringList &files)
{
    GivenScans given;
    const auto database = Database::open(clinicPath);
    for (const QString &path : files) {
        const auto pages = database ? fileScanAt(**database, actor, now, path) : Result<QList<ScanPage>>(tl::unexpected(database.error()));
        if (!pages) {
            given.refused << qMakePair(QFileInfo(path).fileName(), pages.error());
            continue;
        }
        given.filed += static_cast<int>(std::ranges::count(*pages, ScanState::Filed, &ScanPage::state));
        given.waiting += static_cast<int>(std::ranges::count_if(*pages, waitsForPerson, &ScanPage::state));
    }
    return given;
}

BannerText givenWords(const GivenScans &scans)
{
    const bool isNothing = scans.filed == 0 && scans.waiting == 0;
    if (isNothing && scans.refused.size() == 1) {
        const ErrorWords told = words(scans.refused.first().second);
        return {BannerKind::Stop, told.title, told.detail, {}};
    }
    QStringList details;
    if (scans.waiting > 0)
        details << ScanDrop::tr("Waiting for a person, as Today says: %1.").arg(scans.waiting);
    for (const QPair<QString, Error> &refused : scans.refused)
        details << refusalWords(refused) + u'.';
    const BannerKind kind = isNothing ? BannerKind::Stop : details.isEmpty() ? BannerKind::Done : BannerKind::Draft;
    return {kind, ScanDrop::tr("Pages filed: %1").arg(scans.filed), details.join(u' '), {}};
}

ScanDrop::ScanDrop(ClinicContext &context, QWidget *page) : QWidget(page), m_context(context)
{
    hide();
    setAcceptDrops(true);
    setAccessibleName(tr("Drop scans to file them"));
    page->setAcceptDrops(true);
    page->installEventFilter(this);
}

bool ScanDrop::mayTake(const QMimeData *data) const
{
    return may(m_context.actor().roles, Permission::IssueConsent) && !m_context.database().isReadOnly() && !filesOf(*data).isEmpty();
}

bool ScanDrop::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::DragEnter:
    case QEvent::DragMove: {
        auto *drag = static_cast<QDragMoveEvent *>(event);
        if (!mayTake(drag->mimeData()))
            return false;
        m_isOver = false;
        setGeometry(static_cast<QWidget *>(watched)->rect());
        raise();
        show();
        drag->acceptProposedAction();
        return true;
    }
    case QEvent::DragLeave:
        // the next to be told may be this widget, now above the page
        QTimer::singleShot(0, this, [this] { setVisible(isVisible() && m_isOver); });
        return false;
    case QEvent::Drop:
        take(*static_cast<QDropEvent *>(event));
        return true;
    default:
        return false;
    }
}

void ScanDrop::dragEnterEvent(QDragEnterEvent *event)
{
    m_isOver = true;
    event->acceptProposedAction();
}

void ScanDrop::dragLeaveEvent(QDragLeaveEvent *)
{
    m_isOver = false;
    hide();
}

void ScanDrop::dropEvent(QDropEvent *event)
{
    take(*event);
}

void ScanDrop::take(QDropEvent &event)
{
    m_isOver = false;
    hide();
    if (!mayTake(event.mimeData()))
        return;
    event.setDropAction(Qt::CopyAction); // the files stay where they are
    event.accept();
    file(filesOf(*event.mimeData()));
}

void ScanDrop::file(const QStringList &files)
{
    Q_EMIT told({BannerKind::Draft, tr("Scans are being filed"), tr("Files: %1. You can go on working.").arg(files.size()), {}});
    const auto work = [path = m_context.path(), actor = m_context.actor(), now = m_context.now(), files] {
        return fileGivenScans(path, actor, now, files);
    };
    runInBackground(this, work, [this](const GivenScans &given) {
        if (given.filed > 0 || given.waiting > 0)
            m_context.announceDataChanged();
        Q_EMIT filed();
        Q_EMIT told(givenWords(given));
    });
}

void ScanDrop::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QColor veil = tokens().window;
    veil.setAlphaF(0.88F);
    painter.fillRect(rect(), veil);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF frame = QRectF(rect()).adjusted(dropMargin, dropMargin, -dropMargin, -dropMargin);
    painter.setPen(QPen(tokens().accent, 2));
    painter.setBrush(tokens().accentSoft);
    painter.drawRoundedRect(frame, cardRadius, cardRadius);
    const QPointF middle = frame.center();
    paintIcon(painter, Icon::Scan, {middle.x() - dropIconSize / 2.0, middle.y() - 46, dropIconSize, dropIconSize}, tokens().accent);
    paintText(painter, {frame.left(), middle.y() - 10, frame.width(), 24}, tr("Drop to file these scans"), dermis::font(TypeStyle::Lead), tokens().text,
              Qt::AlignCenter);
    paintText(painter, {frame.left(), middle.y() + 16, frame.width(), 20}, tr("PDF, TIFF, JPEG or PNG. Each page goes to its sheet by the code in its corner."),
              dermis::font(TypeStyle::Body), tokens().text2, Qt::AlignCenter);
}

} // namespace dermis
