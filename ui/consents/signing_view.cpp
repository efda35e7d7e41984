#include "ui/consents/signing_view.h"

#include "ui/consents/scan_fields.h"
#include "ui/context/day_field.h"
#include "ui/context/words.h"
#include "ui/widgets/card.h"
#include "ui/widgets/form_field.h"
#include "ui/widgets/tab_order.h"
#include "ui/widgets/text_label.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace dermis {

struct SigningView::Box
{
    SignatureField field;
    QCheckBox *isSigned = nullptr;
    QLineEdit *name = nullptr; ///< null where it is printed
};

namespace {

constexpr int pictureWidth = 560;
constexpr int waitingWidth = 150;
constexpr int dayWidth = 150;

QLabel *pictureOf(const QImage &picture, int width, const QString &name)
{
    auto *label = new QLabel;
    label->setPixmap(QPixmap::fromImage(picture.width() > width ? picture.scaledToWidth(width, Qt::SmoothTransformation) : picture));
    label->setFrameShape(QFrame::Box);
    label->setAccessibleName(name);
    label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    label->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    return label;
}

TextLabel *line(const QString &text, TypeStyle style = TypeStyle::Small, Token colour = &Tokens::text2)
{
    auto *label = new TextLabel(text, style, colour);
    label->setWrapped(true);
    return label;
}

} // namespace

SigningView::SigningView(QWidget *parent) : QScrollArea(parent)
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setAccessibleName(tr("Who signed"));
}

SigningView::~SigningView() = default;

void SigningView::clear()
{
    m_boxes.clear();
    m_missing.clear();
    m_day = nullptr;
    if (QWidget *old = takeWidget())
        old->deleteLater();
}

void SigningView::show(const QList<SignatureToConfirm> &boxes, const QList<int> &missing, const QList<WaitingPage> &waiting, int moreWaiting,
                       const QDate &today)
{
    clear();
    m_missing = missing;
    auto *content = new QWidget;
    auto *rows = new QVBoxLayout(content);
    rows->setContentsMargins(16, 12, 16, 12);
    rows->setSpacing(10);
    rows->addWidget(line(tr("Who signed on paper?"), TypeStyle::Title, &Tokens::text));
    rows->addWidget(line(tr("Compare each box with the paper. Nothing counts as signed until you confirm it under your name.")));
    m_day = new QLineEdit(dayToType(today));
    m_day->setObjectName(u"signedOn"_s);
    auto *day = new FormField(tr("Signed on"), m_day);
    day->setFixedWidth(dayWidth);
    rows->addWidget(day);
    connect(m_day, &QLineEdit::textEdited, this, &SigningView::changed);
    for (const SignatureToConfirm &box : boxes)
        addBox(box, *rows);
    if (!waiting.isEmpty())
        rows->addWidget(line(tr("Pages that wait for you"), TypeStyle::Title, &Tokens::text));
    for (const WaitingPage &page : waiting)
        addWaiting(page, *rows);
    if (moreWaiting > 0)
        rows->addWidget(line(tr("And %1 more; Today leads to all of them.").arg(moreWaiting)));
    rows->addStretch(1);
    setWidget(content);
    content->setAutoFillBackground(true);
    content->setBackgroundRole(QPalette::Base);
    content->show();
    orderTabs(*this, *content);
    Q_EMIT changed();
}

void SigningView::addBox(const SignatureToConfirm &shown, QVBoxLayout &rows)
{
    if (shown.field.closed)
        return;
    Box box;
    box.field = shown.field;
    auto *column = new QVBoxLayout;
    column->setSpacing(4);
    const QString who = shown.field.printedName.isEmpty() ? shown.field.capacity : tr("%1: %2").arg(shown.field.capacity, shown.field.printedName);
    box.isSigned = new QCheckBox(shown.field.needed ? tr("%1, signed").arg(who) : tr("%1, signed (if there is one)").arg(who));
    box.isSigned->setObjectName(u"signed-%1"_s.arg(shown.field.number));
    column->addWidget(box.isSigned);
    if (shown.field.printedName.isEmpty()) {
        box.name = new QLineEdit;
        box.name->setObjectName(u"signer-%1"_s.arg(shown.field.number));
        box.name->setPlaceholderText(tr("Name as written there"));
        box.name->setAccessibleName(tr("Name of who signed as %1").arg(shown.field.capacity));
        box.name->setMaximumWidth(pictureWidth / 2);
        column->addWidget(box.name);
        connect(box.name, &QLineEdit::textEdited, this, &SigningView::changed);
    }
    if (shown.picture)
        column->addWidget(pictureOf(*shown.picture, pictureWidth, tr("Box S%1 as scanned").arg(shown.field.number)));
    else
        column->addWidget(line(tr("No picture of box S%1: its page is not here, or its code cannot be read. Look at the paper.").arg(shown.field.number)));
    rows.addLayout(column);
    connect(box.isSigned, &QCheckBox::toggled, this, &SigningView::changed);
    m_boxes.push_back(box);
}

void SigningView::addWaiting(const WaitingPage &waiting, QVBoxLayout &rows)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    if (!waiting.picture.isNull())
        row->addWidget(pictureOf(waiting.picture, waitingWidth, tr("The page as scanned")), 0, Qt::AlignTop);
    auto *fields = new ScanFields(waiting.page);
    auto *column = new QVBoxLayout;
    column->setSpacing(6);
    column->addWidget(line(tr("%1: %2").arg(scanTitle(waiting.page), scanWords(waiting.page)), TypeStyle::Body, &Tokens::text));
    column->addWidget(fields);
    column->addStretch(1);
    row->addLayout(column, 1);
    rows.addLayout(row);
    connect(fields, &ScanFields::settleRequested, this, &SigningView::settleRequested);
    connect(fields, &ScanFields::keepRequested, this, &SigningView::keepRequested);
    connect(fields, &ScanFields::setAsideRequested, this, &SigningView::setAsideRequested);
}

QString SigningView::missing() const
{
    if (!m_missing.isEmpty()) {
        QStringList pages;
        for (const int page : m_missing)
            pages << QString::number(page);
        return tr("page %1 is not scanned yet").arg(pages.join(u", "_s));
    }
    if (m_day == nullptr || !dayFromTyping(m_day->text()).isValid())
        return tr("the day of signing, such as 14 Dec 2026");
    for (const Box &box : m_boxes) {
        if (box.field.needed && !box.isSigned->isChecked())
            return tr("the signature of %1").arg(box.field.capacity);
        if (box.isSigned->isChecked() && box.name != nullptr && box.name->text().trimmed().isEmpty())
            return tr("the name of who signed as %1").arg(box.field.capacity);
    }
    return {};
}

QList<Signature> SigningView::typed() const
{
    QList<Signature> signatures;
    for (const Box &box : m_boxes) {
        if (!box.isSigned->isChecked())
            continue;
        Signature one;
        one.field = box.field.number;
        one.name = box.name != nullptr ? box.name->text() : QString();
        one.signedOn = dayFromTyping(m_day->text());
        signatures << one;
    }
    return signatures;
}

void SigningView::focusFirst()
{
    if (!m_boxes.empty())
        m_boxes.front().isSigned->setFocus(Qt::OtherFocusReason);
}

} // namespace dermis
