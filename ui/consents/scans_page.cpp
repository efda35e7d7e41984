#include "ui/consents/scans_page.h"

#include "core/access/permissions.h"
#include "core/storage/database.h"
#include "ui/consents/scan_drop.h"
#include "ui/consents/scan_fields.h"
#include "ui/context/clinic_context.h"
#include "ui/context/words.h"
#include "ui/widgets/background.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/row_delegate.h"
#include "ui/widgets/tab_order.h"

#include <QBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QScrollArea>
#include <QStackedWidget>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int listWidth = 340;
constexpr int widestPicture = 1'100; // pixels; wide enough to read the small print

/// A file's name and why its page waits, as high as each row says.
class ScanRows : public RowDelegate
{
public:
    explicit ScanRows(QObject *parent) : RowDelegate(-1, true, parent) {}
    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const override { return index.data(Qt::SizeHintRole).toSize(); }
};

} // namespace

/// The page as it came in, as wide as there is room, turned as the person wants it.
class ScanView : public QScrollArea
{
public:
    ScanView() : m_label(new QLabel)
    {
        m_label->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
        setWidget(m_label);
        setWidgetResizable(true);
        setFrameShape(QFrame::NoFrame);
        setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        setFocusPolicy(Qt::StrongFocus);
        setAccessibleName(ScansPage::tr("The page as scanned"));
    }
    void setPicture(const QImage &picture, const QString &instead)
    {
        m_picture = picture;
        m_turns = 0;
        m_label->setText(instead);
        draw();
        ensureVisible(0, 0);
    }
    bool isEmpty() const { return m_picture.isNull(); }
    void turn()
    {
        m_turns = (m_turns + 1) % 4;
        draw();
    }

protected:
    void resizeEvent(QResizeEvent *event) override
    {
        QScrollArea::resizeEvent(event);
        draw();
    }

private:
    void draw()
    {
        if (m_picture.isNull())
            return;
        const QImage turned = m_picture.transformed(QTransform().rotate(90 * m_turns));
        const int room = std::min(viewport()->width(), widestPicture);
        QImage scaled = turned.scaledToWidth(std::max(1, static_cast<int>(room * devicePixelRatioF())), Qt::SmoothTransformation);
        scaled.setDevicePixelRatio(devicePixelRatioF());
        m_label->setPixmap(QPixmap::fromImage(scaled));
    }

    QLabel *m_label;
    QImage m_picture;
    int m_turns = 0;
};

ScansPage::ScansPage(ClinicContext &context, QWidget *parent)
    : Page(context, parent)
    , m_banner(new ErrorBanner)
    , m_stack(new QStackedWidget)
    , m_listCard(new Card(tr("Pages that wait")))
    , m_list(new QListWidget)
    , m_scanCard(new Card)
    , m_fieldsPlace(new QVBoxLayout)
    , m_turn(new Button(tr("Turn")))
    , m_view(new ScanView)
    , m_none(new EmptyState(Icon::Check, tr("No page waits"),
                            tr("Scanned pages without a code that can be read, of another clinic, or that came twice show up here. "
                               "Scans may be dropped here to be filed."),
                            tr("Back to Today")))
    , m_drop(new ScanDrop(context, this))
{
    auto *both = new QWidget;
    auto *row = new QHBoxLayout(both);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    row->addWidget(makeList());
    row->addWidget(makeScan(), 1);
    m_stack->addWidget(both);
    m_stack->addWidget(m_none);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 16);
    column->setSpacing(10);
    column->addWidget(m_banner);
    column->addWidget(m_stack, 1);
    connectParts();
}

QWidget *ScansPage::makeList()
{
    m_list->setObjectName(u"waitingScans"_s);
    m_list->setAccessibleName(tr("Pages that wait"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setItemDelegate(new ScanRows(m_list));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_listCard->body()->addWidget(m_list, 1);
    m_listCard->setFixedWidth(listWidth);
    return m_listCard;
}

QWidget *ScansPage::makeScan()
{
    m_turn->setSmall(true);
    m_turn->setKey(QKeySequence(Qt::CTRL | Qt::Key_T));
    m_turn->setObjectName(u"turnScan"_s);
    m_turn->setAccessibleName(tr("Turn the picture by a quarter"));
    m_scanCard->addHeaderWidget(m_turn);
    m_fieldsPlace->setContentsMargins(12, 10, 12, 10);
    m_scanCard->body()->addLayout(m_fieldsPlace);
    m_scanCard->body()->addWidget(m_view, 1);
    return m_scanCard;
}

void ScansPage::connectParts()
{
    connect(m_banner, &ErrorBanner::actionChosen, m_banner, &ErrorBanner::clear);
    connect(m_turn, &Button::clicked, this, [this] { m_view->turn(); });
    connect(m_none, &EmptyState::actionRequested, this, [this] { Q_EMIT goTo({.place = Place::Today}); });
    connect(m_list, &QListWidget::currentRowChanged, this, [this] {
        if (!m_isFilling)
            showCurrent();
    });
    connect(m_list, &QListWidget::itemActivated, this, [this] {
        if (m_fields != nullptr)
            m_fields->focusFirst();
    });
    connect(m_drop, &ScanDrop::filed, this, &ScansPage::refresh);
    connect(m_drop, &ScanDrop::told, this, [this](const BannerText &text) { m_banner->tell(text); });
}

QList<Crumb> ScansPage::crumbs() const
{
    return {{tr("Today"), {.place = Place::Today}}};
}

void ScansPage::open(const Destination &)
{
    m_banner->clear();
    refresh();
}

void ScansPage::refresh()
{
    const auto allowed = require(context().actor(), Permission::IssueConsent);
    const Result<QList<ScanPage>> waiting = allowed ? waitingScans(context().database()) : Result<QList<ScanPage>>(tl::unexpected(allowed.error()));
    m_waiting = waiting.value_or(QList<ScanPage>());
    fillList();
    m_stack->setCurrentIndex(m_waiting.isEmpty() ? 1 : 0);
    showCurrent();
    if (!waiting)
        tell(waiting.error());
}

/// Keeps the page that is looked at, or the place in the list where it was.
void ScansPage::fillList()
{
    m_isFilling = true;
    const int before = std::max(0, m_list->currentRow());
    m_list->clear();
    int row = -1;
    for (const ScanPage &page : std::as_const(m_waiting)) {
        if (page.id == m_current)
            row = m_list->count();
        auto *item = new QListWidgetItem(u"%1\n%2"_s.arg(scanTitle(page), capitalised(scanWords(page))));
        item->setToolTip(tr("Came in %1").arg(momentWords(page.receivedAt)));
        item->setSizeHint({0, fontMetrics().height() * 3 + 12});
        m_list->addItem(item);
    }
    m_list->setCurrentRow(row >= 0 ? row : std::min(before, m_list->count() - 1));
    m_listCard->setNote(m_waiting.isEmpty() ? QString() : tr("%1 wait").arg(m_waiting.size()));
    m_isFilling = false;
}

void ScansPage::showCurrent()
{
    const int row = m_list->currentRow();
    const ScanPage page = row >= 0 && row < m_waiting.size() ? m_waiting.at(row) : ScanPage();
    if (page.id == m_current)
        return; // a code that is being typed stays
    m_current = page.id;
    if (m_fields != nullptr) {
        m_fields->hide();
        std::exchange(m_fields, nullptr)->deleteLater();
    }
    if (page.id.isNull())
        return;
    m_scanCard->setTitle(scanTitle(page));
    m_scanCard->setNote(capitalised(scanWords(page)));
    m_fields = new ScanFields(page);
    m_fieldsPlace->addWidget(m_fields);
    orderTabs(*m_scanCard, *m_fields);
    connect(m_fields, &ScanFields::settleRequested, this, &ScansPage::settle);
    connect(m_fields, &ScanFields::keepRequested, this, &ScansPage::keepPaper);
    connect(m_fields, &ScanFields::setAsideRequested, this, &ScansPage::setAside);
    m_view->setPicture({}, tr("The page is being fetched…"));
    const auto work = [path = context().path(), page]() -> Result<QImage> {
        const auto database = TRY(Database::open(path, {.readOnly = true}));
        return scanPicture(*database, page);
    };
    runInBackground(this, work, [this, job = ++m_job](const Result<QImage> &picture) {
        if (job == m_job)
            showPicture(picture ? *picture : QImage());
    });
}

void ScansPage::showPicture(const QImage &picture)
{
    m_view->setPicture(picture, tr("There is no picture: this page could not be read when it came. Scan it again."));
    m_turn->setEnabled(!picture.isNull());
    Q_EMIT shown();
}

void ScansPage::settle(ScanPageId page, const QString &code, int number)
{
    const auto done = settleScan(context().database(), context().actor(), context().now(), page, code, number);
    if (!done)
        return tell(done.error());
    m_banner->tell({BannerKind::Done, tr("The page is filed as page %1 of sheet %2").arg(done->page).arg(code.toUpper()), {}, {}});
    context().announceRecordChanged(done->patient);
    goOn();
}

void ScansPage::keepPaper(ScanPageId page, const QString &fileNumber, PaperKind kind, const QString &title)
{
    const auto whose = keepAsPaper(context(), page, fileNumber, kind, title);
    if (!whose)
        return tell(whose.error());
    m_banner->tell({BannerKind::Done, tr("Kept with the papers of %1, %2").arg(whose->fullName(), whose->fileNumber), {}, {}});
    context().announceRecordChanged(whose->id);
    goOn();
}

void ScansPage::setAside(ScanPageId page, const QString &note)
{
    const auto done = setScanAside(context().database(), context().actor(), context().now(), page, note);
    if (!done)
        return tell(done.error());
    m_banner->clear();
    context().announceDataChanged();
    goOn();
}

/// To the next page, for there is often a pile.
void ScansPage::goOn()
{
    refresh();
    if (m_fields != nullptr)
        m_fields->focusFirst();
    else
        focusFirst();
}

void ScansPage::focusFirst()
{
    if (!m_waiting.isEmpty())
        return m_list->setFocus(Qt::OtherFocusReason);
    if (auto *back = m_none->findChild<Button *>())
        back->setFocus(Qt::OtherFocusReason);
}

QList<KeyLine> ScansPage::keys() const
{
    return {{tr("Enter"), tr("from the list to the code; in the code, file the page")},
            {tr("Ctrl+T"), tr("turn the picture by a quarter")},
            {tr("F6"), tr("between the list and the page")}};
}

QList<QWidget *> ScansPage::panes() const
{
    QList<QWidget *> all{m_list};
    if (m_fields != nullptr)
        all << m_fields;
    return all << m_view;
}

void ScansPage::tell(const Error &error)
{
    const ErrorWords told = words(error);
    m_banner->tell({BannerKind::Stop, told.title, told.detail, {}});
}

} // namespace dermis
