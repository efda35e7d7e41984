#pragma once

#include <QAbstractButton>
#include <QApplication>
#include <QCheckBox>
#include <QFontMetrics>
#include <QLabel>
#include <QRadioButton>
#include <QRegularExpression>
#include <QScrollArea>
#include <QScrollBar>
#include <QTranslator>

namespace dermis::test {

/// A language in which every word is 35 % longer, as Afrikaans or isiZulu may be; in force while it lives.
class LongerWords : public QTranslator
{
public:
    LongerWords() { qApp->installTranslator(this); }
    ~LongerWords() override { qApp->removeTranslator(this); }
    bool isEmpty() const override { return false; }
    QString translate(const char *, const char *source, const char *, int) const override
    {
        static const QRegularExpression word(QStringLiteral("(?<![%&])\\b[A-Za-z]{2,}"));
        QString text = QString::fromUtf8(source);
        auto found = word.globalMatch(text);
        QList<QRegularExpressionMatch> matches;
        while (found.hasNext())
            matches.prepend(found.next());
        for (const QRegularExpressionMatch &match : matches)
            text.insert(match.capturedEnd(), QString((match.capturedLength() * 35 + 99) / 100, QLatin1Char('n')));
        return text;
    }
};

/// The shown buttons and one-line labels in `root` that have less room than their text takes, and pages that
/// scroll sideways.
inline QStringList clippedTexts(const QWidget &root)
{
    QStringList clipped;
    for (const QAbstractButton *button : root.findChildren<QAbstractButton *>()) {
        if (button->isVisible() && !button->text().isEmpty() && button->width() < button->sizeHint().width())
            clipped << button->text();
    }
    for (const QLabel *label : root.findChildren<QLabel *>()) {
        const bool plain = label->textFormat() == Qt::PlainText && !label->wordWrap();
        if (plain && label->isVisible() && label->width() < label->fontMetrics().horizontalAdvance(label->text()))
            clipped << label->text();
    }
    for (const QScrollArea *area : root.findChildren<QScrollArea *>()) {
        const bool scrolls = area->horizontalScrollBarPolicy() != Qt::ScrollBarAlwaysOff;
        if (scrolls && area->isVisible() && area->horizontalScrollBar()->maximum() > 0)
            clipped << QStringLiteral("a page wider than its window");
    }
    return clipped;
}

} // namespace dermis::test
