#pragma once

#include "core/consents/scan_filing.h"
#include "ui/widgets/error_banner.h"

#include <QWidget>

class QMimeData;

namespace dermis {

class ClinicContext;

/// Several files that were given by hand, and what became of each.
struct GivenScans
{
    int filed = 0;   ///< pages
    int waiting = 0; ///< pages
    QList<QPair<QString, Error>> refused; ///< by the file's name
};

/// Files each of them; a job for a worker.
GivenScans fileGivenScans(const QString &clinicPath, const Actor &actor, const QDateTime &now, const QStringList &files);
/// What became of them, for a banner.
BannerText givenWords(const GivenScans &scans);

/// Lets scans be dropped anywhere on a page: shows so while they hover above it, and files them in the background.
class ScanDrop : public QWidget
{
    Q_OBJECT
public:
    /// `page` is its parent; it takes the drops meant for it.
    ScanDrop(ClinicContext &context, QWidget *page);
    void file(const QStringList &files);

Q_SIGNALS:
    /// Words for the page's banner: that it began, and what came of it.
    void told(const dermis::BannerText &text);
    /// All of them were dealt with.
    void filed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    bool mayTake(const QMimeData *data) const;
    void take(QDropEvent &event);

    ClinicContext &m_context;
    bool m_isOver = false; ///< the pointer is above this, no longer above the page itself
};

} // namespace dermis
