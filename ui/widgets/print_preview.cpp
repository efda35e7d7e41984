#include "ui/widgets/print_preview.h"

#include "ui/theme/painting.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/background.h"
#include "ui/widgets/button.h"
#include "ui/widgets/segmented_control.h"
#include "ui/widgets/text_label.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollArea>
#include <QScrollBar>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int pageMargin = 18;
constexpr int renderDpi = 144;

} // namespace

/// Paints one or two pages side by side, scaled to the room there is. Under paper the ground is the same in both themes.
class PageCanvas : public QWidget
{
public:
    using QWidget::QWidget;

    void setPages(const QList<QImage> &images, PreviewFit fit)
    {
        m_images = images;
        m_scaled.clear();
        m_fit = fit;
        update();
    }

    /// Size for a viewport: as large as it, or as high as the page is when its width is filled.
    QSize sizeFor(const QSize &viewport) const
    {
        if (m_fit != PreviewFit::Width || m_images.isEmpty())
            return viewport;
        const qreal scale = (viewport.width() - 2.0 * pageMargin) / m_images.first().width();
        return {viewport.width(), qRound(m_images.first().height() * scale) + 2 * pageMargin};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), m_images.isEmpty() ? tokens().sunken : tokensOf(Theme::Light).line);
        const QList<QRect> places = placesOf();
        for (qsizetype page = 0; page < places.size(); ++page) {
            painter.drawImage(places.at(page), scaled(page, places.at(page).size()));
            paintBox(painter, QRectF(places.at(page)).adjusted(-1, -1, 1, 1), 0, {},
                     tokensOf(Theme::Light).lineStrong);
        }
    }

private:
    QList<QRect> placesOf() const
    {
        if (m_images.isEmpty())
            return {};
        const int columns = m_fit == PreviewFit::TwoPages ? 2 : 1;
        const QSize page = m_images.first().size();
        const QSize room((width() - (columns + 1) * pageMargin) / columns, height() - 2 * pageMargin);
        const QSize shown = page.scaled(room, Qt::KeepAspectRatio);
        const auto count = static_cast<int>(m_images.size());
        int left = (width() - count * shown.width() - (count - 1) * pageMargin) / 2;
        QList<QRect> places;
        for (int index = 0; index < count; ++index) {
            places << QRect(QPoint(left, (height() - shown.height()) / 2), shown);
            left += shown.width() + pageMargin;
        }
        return places;
    }

    QImage scaled(qsizetype page, const QSize &size)
    {
        const QSize pixels = size * devicePixelRatioF();
        if (m_scaled.size() != m_images.size())
            m_scaled = m_images;
        QImage &picture = m_scaled[page];
        if (picture.size() != pixels)
            picture = m_images.at(page).scaled(pixels, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
        return picture;
    }

    QList<QImage> m_images;
    QList<QImage> m_scaled;
    PreviewFit m_fit = PreviewFit::TwoPages;
};

PrintPreview::PrintPreview(QWidget *parent)
    : QWidget(parent)
    , m_fitChoice(new SegmentedControl(tr("Size of the preview"), {tr("2 pages"), tr("1 page"), tr("Width")}))
    , m_note(new TextLabel(QString(), TypeStyle::Body, &Tokens::text2))
    , m_position(new TextLabel(QString()))
    , m_back(Button::iconOnly(Icon::Left, tr("Previous page")))
    , m_forward(Button::iconOnly(Icon::Right, tr("Next page")))
    , m_scroll(new QScrollArea)
    , m_canvas(new PageCanvas)
{
    m_note->setWrapped(true);
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(12, 4, 12, 4);
    bar->setSpacing(10);
    bar->addWidget(m_fitChoice);
    bar->addWidget(m_note, 1);
    bar->addWidget(m_back);
    bar->addWidget(m_position);
    bar->addWidget(m_forward);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(bar);
    column->addWidget(m_scroll, 1);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidget(m_canvas);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    setFocusPolicy(Qt::StrongFocus);
    connect(m_fitChoice, &SegmentedControl::chosen, this,
            [this](int index) { setFit(static_cast<PreviewFit>(index)); });
    connect(m_back, &Button::clicked, this, [this] { turn(-1); });
    connect(m_forward, &Button::clicked, this, [this] { turn(1); });
    refresh();
}

void PrintPreview::setDocument(const QByteArray &pdf)
{
    const quint64 job = ++m_job;
    if (pdf.isEmpty())
        return showPages({});
    runInBackground(
        this, [pdf] { return renderPdf(pdf, renderDpi); },
        [this, job](const PdfPages &pages) {
            if (job == m_job)
                showPages(pages);
        });
}

void PrintPreview::showPages(const PdfPages &pages)
{
    m_pages = pages;
    m_page = std::clamp(m_page, 0, std::max(0, pageCount() - 1));
    refresh();
    Q_EMIT ready();
}

void PrintPreview::setFit(PreviewFit fit)
{
    m_fit = fit;
    m_fitChoice->setCurrent(static_cast<int>(fit));
    refresh();
}

void PrintPreview::setNote(const QString &note)
{
    m_note->setText(note);
}

void PrintPreview::turn(int step)
{
    const int page = m_page + step * pagesAtOnce();
    if (page < 0 || page >= pageCount())
        return;
    m_page = page;
    m_scroll->verticalScrollBar()->setValue(0);
    refresh();
}

void PrintPreview::refresh()
{
    if (m_fit == PreviewFit::TwoPages)
        m_page -= m_page % 2;
    const int last = std::min(pageCount(), m_page + pagesAtOnce());
    m_scroll->setVerticalScrollBarPolicy(m_fit == PreviewFit::Width ? Qt::ScrollBarAlwaysOn
                                                                    : Qt::ScrollBarAlwaysOff);
    m_canvas->setPages(m_pages.images.mid(m_page, pagesAtOnce()), m_fit);
    m_canvas->resize(m_canvas->sizeFor(m_scroll->viewport()->size()));
    m_back->setEnabled(m_page > 0);
    m_forward->setEnabled(last < pageCount());
    QString position = tr("No page");
    if (last - m_page > 1)
        position = tr("Pages %1 and %2 of %3").arg(m_page + 1).arg(last).arg(pageCount());
    else if (pageCount() > 0)
        position = tr("Page %1 of %2").arg(m_page + 1).arg(pageCount());
    m_position->setText(position);
    setAccessibleName(position);
    setAccessibleDescription(m_pages.texts.mid(m_page, pagesAtOnce()).join(u"\n"_s));
}

void PrintPreview::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_canvas->resize(m_canvas->sizeFor(m_scroll->viewport()->size()));
}

void PrintPreview::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_PageUp:
    case Qt::Key_Left:
        return turn(-1);
    case Qt::Key_PageDown:
    case Qt::Key_Right:
        return turn(1);
    case Qt::Key_Up:
    case Qt::Key_Down: {
        QScrollBar *bar = m_scroll->verticalScrollBar();
        bar->setValue(bar->value() + (event->key() == Qt::Key_Up ? -60 : 60));
        return;
    }
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace dermis
