#pragma once

#include <QString>
#include <QTextLayout>

#include <memory>

class QPainter;

namespace dermis {

// Sheets are laid out in tenths of a point, whatever they are painted on.
inline constexpr int unitsPerInch = 720;
inline constexpr qreal pt = unitsPerInch / 72.0;
inline constexpr qreal mm = unitsPerInch / 25.4;

/// How a run of text is set; sizes in points.
struct TextStyle
{
    qreal size = 12;
    qreal leading = 16; ///< from one baseline to the next
    bool bold = false;
    bool mono = false;
};

namespace styles {
inline constexpr TextStyle body{};
inline constexpr TextStyle bold{.bold = true};
inline constexpr TextStyle heading{.size = 13, .leading = 17, .bold = true};
inline constexpr TextStyle title{.size = 16, .leading = 22, .bold = true};
inline constexpr TextStyle practice{.size = 16, .leading = 20, .bold = true};
inline constexpr TextStyle small{.size = 9, .leading = 12.5};
inline constexpr TextStyle smallBold{.size = 9, .leading = 12.5, .bold = true};
inline constexpr TextStyle code{.size = 11, .leading = 14, .bold = true, .mono = true};
} // namespace styles

/// The font of a style. A spacing of 1/64 unit keeps ligatures out of the file, so that "fi" is found as
/// typed.
QFont sheetFont(const TextStyle &style);

/// Text broken into lines of one width; ☐ stands for a drawn tick box.
class TextBox
{
public:
    TextBox(const QString &text, const TextStyle &style, qreal width,
            const QList<QTextLayout::FormatRange> &formats = {});

    int lineCount() const { return m_layout->lineCount(); }
    qreal leading() const { return m_leading; }
    qreal height() const { return m_layout->lineCount() * m_leading; }
    /// The width of its longest line.
    qreal naturalWidth() const;
    void drawLine(QPainter &painter, int line, const QPointF &topLeft) const;
    void draw(QPainter &painter, const QPointF &topLeft) const;

private:
    void breakLines(qreal width);

    std::shared_ptr<QTextLayout> m_layout;
    qreal m_leading;
    QList<int> m_tickBoxes; // character positions
};

/// The width of text on one line.
qreal textWidth(const QString &text, const TextStyle &style);
/// The text, cut with … where it would be wider than `width`.
QString fitted(const QString &text, const TextStyle &style, qreal width);
/// Draws one line of text.
void drawText(QPainter &painter, const QPointF &topLeft, const QString &text, const TextStyle &style);
/// Draws one line that ends at a point.
void drawTextEndingAt(QPainter &painter, const QPointF &topRight, const QString &text,
                      const TextStyle &style);

} // namespace dermis
