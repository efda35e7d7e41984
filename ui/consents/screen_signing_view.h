#pragma once

#include "core/consents/screen_signature.h"

#include <QWidget>

#include <functional>

class QScrollArea;
class QVBoxLayout;

namespace dermis {

class Button;
class ErrorBanner;
class PrintPreview;
class TextLabel;

/// A sheet that is to be signed on this screen.
struct ScreenWork
{
    QByteArray pdf;
    QList<SignatureField> boxes; ///< in the order of signing
    QList<ScreenSignature> kept; ///< signed before
};

/// Signing on the screen: the pages at the left, the boxes in order at the right, one open at a time. Nothing is kept before it is asked for.
class ScreenSigningView : public QWidget
{
    Q_OBJECT
public:
    explicit ScreenSigningView(QWidget *parent = nullptr);
    ~ScreenSigningView() override;
    /// `actor` looks on, and signs the dermatologist's box when they are one; `now` gives the time of each signature.
    void begin(const ScreenWork &work, const Actor &actor, std::function<QDateTime()> now);
    /// Throws away what was drawn.
    void clear();
    bool isRunning() const { return !m_boxes.empty(); }
    StaffId witness() const { return m_actor.id; }
    /// What was drawn and is done, to be kept.
    QList<DrawnBox> drawn() const;
    void tell(const QString &title, const QString &detail);
    void focusFirst();
    QList<QWidget *> panes() const;

Q_SIGNALS:
    /// Keep what was drawn.
    void finishRequested();
    /// Back; nothing is kept.
    void leaveRequested();

private:
    enum class BoxState;
    struct Box;
    QWidget *makeSide();
    void addBox(const SignatureField &field, QVBoxLayout &rows);
    void fillBody(Box &box, int index);
    void openNext();
    void finishBox(int index);
    void skipBox(int index);
    void redoBox(int index);
    void showBoxes();
    void showGap();
    QString gapOf(const Box &box) const;
    QString missing() const;
    bool isForActor(const Box &box) const;
    bool hasStrokes() const;
    void leave();

    std::vector<std::unique_ptr<Box>> m_boxes;
    Actor m_actor;
    std::function<QDateTime()> m_now;
    PrintPreview *m_preview;
    ErrorBanner *m_banner;
    QScrollArea *m_scroll;
    TextLabel *m_gap;
    Button *m_finish;
    Button *m_notNow;
};

} // namespace dermis
