#include "ui/products/lot_form.h"

#include "core/products/draft_forms.h"
#include "core/storage/drafts.h"
#include "ui/context/clinic_context.h"
#include "ui/context/day_field.h"
#include "ui/context/draft_keeper.h"
#include "ui/context/words.h"
#include "ui/widgets/scan_line.h"
#include "ui/widgets/button.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/form_field.h"
#include "ui/widgets/text_label.h"

#include <QGridLayout>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSpinBox>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int mostUnits = 9999;

}

LotForm::LotForm(ClinicContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_banner(new ErrorBanner)
    , m_scan(new ScanLine)
    , m_scanField(new FormField(tr("Barcode: scan each pack, or type it and press Enter"), m_scan))
    , m_code(new QLineEdit)
    , m_codeField(new FormField(tr("Lot, as printed"), m_code))
    , m_expiry(new QLineEdit)
    , m_expiryField(new FormField(tr("Expires on"), m_expiry))
    , m_quantity(new QSpinBox)
    , m_received(new QLineEdit)
    , m_receivedField(new FormField(tr("Received on (empty: today)"), m_received))
    , m_storage(new QLineEdit)
    , m_state(new TextLabel({}, TypeStyle::Small, &Tokens::text2))
    , m_cancel(new Button(tr("Put aside")))
    , m_keep(new Button(Icon::Check, tr("Take into stock"), ButtonKind::Primary))
    , m_draft(new DraftKeeper(context, [this] { return body(); }, this))
{
    m_scan->setObjectName(u"lotScan"_s);
    m_code->setObjectName(u"lotCode"_s);
    m_code->setFont(dermis::font(TypeStyle::Mono));
    m_expiry->setObjectName(u"lotExpiry"_s);
    m_quantity->setObjectName(u"lotQuantity"_s);
    m_quantity->setRange(1, mostUnits);
    m_storage->setPlaceholderText(tr("2 to 8 °C"));
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(8);
    grid->addWidget(m_scanField, 0, 0, 1, 2);
    grid->addWidget(m_codeField, 1, 0);
    grid->addWidget(m_expiryField, 1, 1);
    grid->addWidget(new FormField(tr("Units received"), m_quantity), 2, 0);
    grid->addWidget(m_receivedField, 2, 1);
    grid->addWidget(new FormField(tr("How it is kept"), m_storage), 3, 0, 1, 2);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 10, 12, 10);
    column->setSpacing(8);
    column->addWidget(m_banner);
    column->addLayout(grid);
    column->addWidget(makeFooter());
    connectControls();
}

QWidget *LotForm::makeFooter()
{
    m_keep->setObjectName(u"keepLot"_s);
    m_keep->setKey(QKeySequence(Qt::CTRL | Qt::Key_Return));
    m_state->setWrapped(true);
    auto *footer = new QWidget;
    auto *column = new QVBoxLayout(footer);
    column->setContentsMargins(0, 2, 0, 0);
    column->setSpacing(6);
    column->addWidget(m_state);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addStretch();
    row->addWidget(m_cancel);
    row->addWidget(m_keep);
    column->addLayout(row);
    return footer;
}

void LotForm::connectControls()
{
    for (QLineEdit *line : {m_code, m_expiry, m_received, m_storage})
        connect(line, &QLineEdit::textEdited, this, &LotForm::changed);
    connect(m_quantity, &QSpinBox::valueChanged, this, &LotForm::changed);
    for (FormField *field : {m_codeField, m_expiryField})
        connect(field, &FormField::left, this, &LotForm::showProblems);
    connect(m_scan, &QLineEdit::textEdited, this, [this] { m_scanField->setProblem({}); });
    connect(m_scan, &QLineEdit::returnPressed, this, &LotForm::takeScan);
    connect(m_keep, &Button::clicked, this, &LotForm::finish);
    connect(m_cancel, &Button::clicked, this, &LotForm::putAside);
    connect(m_draft, &DraftKeeper::kept, this, [this] { m_state->setText(m_draft->words()); });
    connect(m_draft, &DraftKeeper::keepFailed, this, &LotForm::tell);
}

void LotForm::begin(const ShelfLine &line)
{
    m_draft->flush();
    m_line = line;
    m_serials.clear();
    m_banner->clear();
    m_state->setText(tr("What you type is kept as a draft."));
    for (QLineEdit *edit : {static_cast<QLineEdit *>(m_scan), m_code, m_expiry, m_received, m_storage})
        edit->clear();
    for (FormField *field : {m_scanField, m_codeField, m_expiryField, m_receivedField}) {
        field->setProblem({});
        field->setEcho({});
        field->setLeft(false);
    }
    const QSignalBlocker quiet(m_quantity);
    m_quantity->setValue(1);
    m_draft->setKey({0, productDraftForm(ProductDraft::Delivery, line.product.id), m_context.actor().id}, line.product.revision);
    restore();
}

void LotForm::restore()
{
    const Result<std::optional<Draft>> draft = findDraft(m_context.database(), m_draft->key());
    if (!draft || !draft->has_value())
        return;
    const QJsonObject object = QJsonDocument::fromJson((*draft)->body).object();
    m_code->setText(object.value(u"code"_s).toString());
    m_expiry->setText(object.value(u"expiry"_s).toString());
    m_quantity->setValue(object.value(u"quantity"_s).toInt(1));
    m_received->setText(object.value(u"received"_s).toString());
    m_storage->setText(object.value(u"storage"_s).toString());
    m_serials = object.value(u"serials"_s).toVariant().toStringList();
    m_banner->tell({BannerKind::Draft, tr("Your draft from %1").arg(momentWords((*draft)->savedAt)),
                    tr("Nothing is in stock yet. Go on, or put it aside."), {}});
    showProblems();
}

void LotForm::setLine(const ShelfLine &line)
{
    m_line = line;
}

QByteArray LotForm::body() const
{
    const QJsonObject object{{u"code"_s, m_code->text()},
                             {u"expiry"_s, m_expiry->text()},
                             {u"quantity"_s, m_quantity->value()},
                             {u"received"_s, m_received->text()},
                             {u"storage"_s, m_storage->text()},
                             {u"serials"_s, QJsonArray::fromStringList(m_serials)}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

Lot LotForm::typed() const
{
    Lot lot;
    lot.productId = m_line.product.id;
    lot.code = m_code->text().trimmed();
    lot.expiry = dayFromTyping(m_expiry->text());
    lot.quantity = m_quantity->value();
    lot.received = dayFromTyping(m_received->text());
    lot.storage = m_storage->text().trimmed();
    return lot;
}

void LotForm::changed()
{
    m_draft->touch();
    m_banner->clear();
}

void LotForm::takeScan()
{
    const QString text = m_scan->text().trimmed();
    if (!text.isEmpty())
        Q_EMIT scanned(text);
}

void LotForm::refuseScan(const QString &why)
{
    m_scanField->setProblem(why);
    m_scan->selectAll(); // the next scan takes its place
    m_scan->setFocus(Qt::OtherFocusReason);
}

/// The first scan fills the fields; another of the same lot is one unit more.
void LotForm::fill(const Gs1Data &pack)
{
    const QString code = m_code->text().trimmed();
    const bool isOther = !code.isEmpty() && !pack.lot.isEmpty() &&
                         code.compare(pack.lot, Qt::CaseInsensitive) != 0;
    if (isOther)
        return refuseScan(tr("This pack is lot %1. Take lot %2 into stock first.").arg(pack.lot, code));
    if (!pack.serial.isEmpty() && m_serials.contains(pack.serial))
        return refuseScan(tr("This very pack, %1, was scanned already.").arg(pack.serial));
    const bool isNext = !code.isEmpty() && !pack.lot.isEmpty();
    if (isNext)
        m_quantity->setValue(m_quantity->value() + 1);
    if (!pack.lot.isEmpty())
        m_code->setText(pack.lot);
    if (pack.expiry.isValid())
        m_expiry->setText(dayToType(pack.expiry));
    if (!pack.serial.isEmpty())
        m_serials << pack.serial;
    m_scan->clear();
    m_scanField->setProblem({});
    m_scanField->setEcho(pack.lot.isEmpty() ? tr("This barcode says the product only. Type lot and expiry.")
                         : m_line.product.gtin.isEmpty()
                             ? tr("Its barcode number %1 is not on file. Is it this product?").arg(pack.gtin)
                         : isNext ? tr("The same lot again: %1 units.").arg(m_quantity->value())
                                  : tr("Read: lot %1.").arg(pack.lot));
    changed();
    showProblems();
    (pack.lot.isEmpty() ? m_code : m_scan)->setFocus(Qt::OtherFocusReason);
}

QString LotForm::codeProblem(const Lot &lot) const
{
    if (lot.code.isEmpty())
        return tr("A lot needs its number, as printed.");
    for (const Lot &known : m_line.lots) {
        if (known.code.compare(lot.code, Qt::CaseInsensitive) != 0)
            continue;
        if (known.state == SupplyState::Recalled)
            return tr("Lot %1 was recalled. Put it aside and do not use it.").arg(known.code);
        if (known.state == SupplyState::Withdrawn)
            return tr("Lot %1 was withdrawn. Put it aside and do not use it.").arg(known.code);
        if (known.finished.isValid())
            return tr("Lot %1 is on file as used up. Choose it in the list to use it again.").arg(known.code);
        return tr("Lot %1 is in stock already, received on %2.").arg(known.code, dateWords(known.received));
    }
    return {};
}

QString LotForm::expiryProblem(const Lot &lot) const
{
    if (!lot.expiry.isValid())
        return tr("Write it as 31 Jan 2028 or 31/1/2028.");
    if (lot.expiry < m_context.today())
        return tr("This lot expired on %1. It is not taken into stock.").arg(dateWords(lot.expiry));
    return {};
}

/// What is known to be wrong of what was typed so far.
void LotForm::showProblems()
{
    const Lot lot = typed();
    m_codeField->setProblem(lot.code.isEmpty() ? QString() : codeProblem(lot));
    m_expiryField->setProblem(m_expiry->text().trimmed().isEmpty() ? QString() : expiryProblem(lot));
    const bool isSoon = lot.expiry.isValid() && lot.expiry <= m_context.today().addDays(expirySoonDays);
    m_expiryField->setEcho(isSoon ? tr("It expires soon.") : QString());
}

bool LotForm::hasProblem()
{
    const Lot lot = typed();
    const bool isUnread = !m_received->text().trimmed().isEmpty() && !lot.received.isValid();
    const bool isLater = lot.received.isValid() && lot.received > m_context.today();
    m_codeField->setProblem(codeProblem(lot));
    m_expiryField->setProblem(expiryProblem(lot));
    m_receivedField->setProblem(isUnread  ? tr("Write it as 14 Mar 2026 or 14/3/2026.")
                                : isLater ? tr("It cannot have been received after today.")
                                          : QString());
    const QList<std::pair<bool, QWidget *>> checks{{!codeProblem(lot).isEmpty(), m_code},
                                                   {!expiryProblem(lot).isEmpty(), m_expiry},
                                                   {isUnread || isLater, m_received}};
    for (const auto &[isWrong, widget] : checks) {
        if (isWrong) {
            widget->setFocus(Qt::OtherFocusReason);
            return true;
        }
    }
    return false;
}

void LotForm::finish()
{
    if (hasProblem())
        return;
    m_draft->flush();
    const Result<Lot> done = receiveLot(m_context.database(), m_context.actor(), m_context.now(), typed());
    if (!done)
        return tell(done.error());
    if (discard())
        Q_EMIT kept();
}

void LotForm::focusFirst()
{
    m_scan->setFocus(Qt::OtherFocusReason);
}

void LotForm::keepDraft()
{
    m_draft->flush();
}

void LotForm::putAside()
{
    if (discard())
        Q_EMIT cancelled();
}

bool LotForm::discard()
{
    m_draft->forget();
    const Result<> gone = discardDraft(m_context.database(), m_draft->key());
    if (!gone)
        tell(gone.error());
    return gone.has_value();
}

void LotForm::tell(const Error &error)
{
    const ErrorWords told = words(error);
    m_banner->tell({BannerKind::Stop, told.title, told.detail, {}});
}

} // namespace dermis
