#pragma once

#include "core/consents/signature.h"

#include <QScrollArea>

class QLineEdit;
class QVBoxLayout;

namespace dermis {

/// One box of a sheet with what the scan shows in it; no picture: its page is not there, or cannot be read.
struct SignatureToConfirm
{
    SignatureField field;
    std::optional<QImage> picture;
};

/// A page that waits for a person, as it came in.
struct WaitingPage
{
    ScanPage page;
    QImage picture; ///< small; null when it cannot be read
};

/// What came back from the scanner: who signed, box by box, and pages that a person must place.
class SigningView : public QScrollArea
{
    Q_OBJECT
public:
    explicit SigningView(QWidget *parent = nullptr);
    ~SigningView() override;
    /// `missing` are pages of the sheet that are not filed; then nothing can be confirmed. `moreWaiting` pages are not shown here.
    void show(const QList<SignatureToConfirm> &boxes, const QList<int> &missing, const QList<WaitingPage> &waiting, int moreWaiting,
              const QDate &today);
    using QScrollArea::show;
    void clear();
    /// What keeps it from being confirmed; empty when nothing does.
    QString missing() const;
    QList<Signature> typed() const;
    void focusFirst();

Q_SIGNALS:
    void changed();
    void settleRequested(dermis::ScanPageId page, const QString &code, int number);
    void keepRequested(dermis::ScanPageId page, const QString &fileNumber, dermis::PaperKind kind, const QString &title);
    void setAsideRequested(dermis::ScanPageId page, const QString &note);

private:
    struct Box;
    void addBox(const SignatureToConfirm &box, QVBoxLayout &rows);
    void addWaiting(const WaitingPage &page, QVBoxLayout &rows);

    std::vector<Box> m_boxes;
    QList<int> m_missing;
    QLineEdit *m_day = nullptr;
};

} // namespace dermis
