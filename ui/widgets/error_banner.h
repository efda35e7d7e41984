#pragma once

#include <QFrame>
#include <QStringList>

class QHBoxLayout;

namespace dermis {

class TextLabel;

enum class BannerKind {
    Stop,     ///< something did not work
    Conflict, ///< two people changed the same thing
    Draft,    ///< a draft was kept, or care is needed
    Done      ///< something worked and is worth saying
};

/// What happened, what is safe, what to do; with what can be done as buttons.
struct BannerText
{
    BannerKind kind = BannerKind::Stop;
    QString title;
    QString detail;
    QStringList actions;
    bool operator==(const BannerText &) const = default;
};

/// An inline message at the top of a page, announced to screen readers at once; hidden until told something.
class ErrorBanner : public QFrame
{
    Q_OBJECT
public:
    explicit ErrorBanner(QWidget *parent = nullptr);
    void tell(const BannerText &text);
    void clear();
    /// Room above and below while it tells something, for a banner between bars.
    void setGaps(int above, int below);
    bool isTelling() const { return !m_text.title.isEmpty(); }
    const BannerText &text() const { return m_text; }

Q_SIGNALS:
    /// Which of BannerText::actions was pressed.
    void actionChosen(int index);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fitHeight();

    BannerText m_text;
    int m_above = 0;
    int m_below = 0;
    TextLabel *m_title;
    TextLabel *m_detail;
    QHBoxLayout *m_buttons;
};

} // namespace dermis
