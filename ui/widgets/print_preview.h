#pragma once

#include "ui/widgets/pdf_pages.h"

#include <QWidget>

class QScrollArea;

namespace dermis {

class Button;
class PageCanvas;
class SegmentedControl;
class TextLabel;

enum class PreviewFit { TwoPages, OnePage, Width };

/// Draws the very PDF that prints; pages are rendered off the window's thread.
class PrintPreview : public QWidget
{
    Q_OBJECT
public:
    explicit PrintPreview(QWidget *parent = nullptr);
    /// Empty bytes clear it.
    void setDocument(const QByteArray &pdf);
    void setFit(PreviewFit fit);
    void setNote(const QString &note);
    int pageCount() const { return static_cast<int>(m_pages.images.size()); }
    int currentPage() const { return m_page; }
    /// What a page says, in reading order.
    QString pageText(int page) const { return m_pages.texts.value(page); }

Q_SIGNALS:
    /// The pages of the last setDocument() are on screen.
    void ready();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void showPages(const PdfPages &pages);
    void turn(int step);
    void refresh();
    int pagesAtOnce() const { return m_fit == PreviewFit::TwoPages ? 2 : 1; }

    SegmentedControl *m_fitChoice;
    TextLabel *m_note;
    TextLabel *m_position;
    Button *m_back;
    Button *m_forward;
    QScrollArea *m_scroll;
    PageCanvas *m_canvas;
    PdfPages m_pages;
    PreviewFit m_fit = PreviewFit::TwoPages;
    int m_page = 0;
    quint64 m_job = 0; // only the newest rendering counts
};

} // namespace dermis
