#include "ui/products/product_form.h"

#include "core/products/draft_forms.h"
#include "core/products/product_repository.h"
#include "core/products/substance_repository.h"
#include "core/storage/drafts.h"
#include "ui/context/clinic_context.h"
#include "ui/context/day_field.h"
#include "ui/context/draft_keeper.h"
#include "ui/context/words.h"
#include "ui/products/device_fields.h"
#include "ui/products/product_draft.h"
#include "ui/products/product_words.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/form_field.h"
#include "ui/widgets/text_label.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QSpinBox>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int mostDays = 3650;
constexpr int labelHeight = 110;

template <typename Value>
void choose(QComboBox *box, Value value)
{
    const QSignalBlocker quiet(box);
    box->setCurrentIndex(std::max(0, box->findData(static_cast<int>(value))));
}

} // namespace

ProductForm::ProductForm(ClinicContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_banner(new ErrorBanner)
    , m_title(new TextLabel({}, TypeStyle::Title))
    , m_kind(new QComboBox)
    , m_category(new QComboBox)
    , m_days(new QSpinBox)
    , m_labelCard(new Card(tr("Ingredients, as on the label")))
    , m_label(new QPlainTextEdit)
    , m_understood(new TextLabel({}, TypeStyle::Small, &Tokens::text2))
    , m_labelDate(new FormField(tr("Date on the label"), new QLineEdit))
    , m_deviceCard(new Card(tr("The device, as its manual says it")))
    , m_device(new DeviceFields)
    , m_reason(new FormField(tr("Why is it changed? 15 characters or more"), new QLineEdit))
    , m_state(new TextLabel({}, TypeStyle::Small, &Tokens::text2))
    , m_cancel(new Button(tr("Put aside")))
    , m_keep(new Button(Icon::Check, tr("Keep"), ButtonKind::Primary))
    , m_draft(new DraftKeeper(
          context, [this] { return productToJson(typed(), m_reason->line()->text().trimmed()); }, this))
{
    build();
    connectControls();
}

FormField *ProductForm::line(const QString &label, QString Product::*member, const QString &name)
{
    auto *edit = new QLineEdit;
    edit->setObjectName(name);
    m_lines << std::pair(edit, member);
    return new FormField(label, edit);
}

QWidget *ProductForm::makeFields()
{
    for (const ProductKind kind : {ProductKind::Topical, ProductKind::Anaesthetic, ProductKind::Antiseptic,
                                   ProductKind::Device, ProductKind::Cartridge})
        m_kind->addItem(kindWords(kind), static_cast<int>(kind));
    for (const ProductCategory category :
         {ProductCategory::Cosmetic, ProductCategory::Medicine, ProductCategory::Compounded,
          ProductCategory::DeviceAccessory, ProductCategory::SterileWater})
        m_category->addItem(categoryWords(category), static_cast<int>(category));
    for (QComboBox *box : {m_kind, m_category}) { // may be narrower than the longest words
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(10);
    }
    m_kind->setObjectName(u"kind"_s);
    m_days->setRange(0, mostDays);
    m_days->setSpecialValueText(tr("no limit stated"));
    auto *inner = new QWidget;
    auto *grid = new QGridLayout(inner);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    m_name = line(tr("Name, needed"), &Product::name, u"productName"_s);
    m_gtin = line(tr("Barcode number (GTIN)"), &Product::gtin, u"gtin"_s);
    QList<FormField *> fields{new FormField(tr("Kind"), m_kind),
                              m_name,
                              line(tr("Brand"), &Product::brand, u"brand"_s),
                              line(tr("Maker"), &Product::manufacturer, u"maker"_s),
                              line(tr("Variant"), &Product::variant, u"variant"_s),
                              line(tr("Strength"), &Product::strength, u"strength"_s)};
    const QList<std::pair<QString, Stated Product::*>> asked{
        {tr("Sterile"), &Product::sterile},
        {tr("For single use"), &Product::singleUse},
        {tr("Free of preservatives"), &Product::preservativeFree}};
    for (const auto &[label, member] : asked) {
        auto *box = new QComboBox;
        for (const Stated stated : {Stated::Unknown, Stated::No, Stated::Yes})
            box->addItem(statedWords(stated), static_cast<int>(stated));
        m_answers << std::pair(box, member);
        fields << new FormField(label, box);
    }
    fields << new FormField(tr("Days after opening"), m_days) << m_gtin
           << line(tr("Supplier"), &Product::supplier, u"supplier"_s)
           << new FormField(tr("To the law"), m_category)
           << line(tr("Registration or licence"), &Product::registration, u"registration"_s);
    for (qsizetype index = 0; index < fields.size(); ++index)
        grid->addWidget(fields.at(index), static_cast<int>(index / 2), static_cast<int>(index % 2));
    return inner;
}

QWidget *ProductForm::makeLabel()
{
    auto *inner = new QWidget;
    auto *column = new QVBoxLayout(inner);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    m_label->setObjectName(u"label"_s);
    m_label->setAccessibleName(tr("Ingredients, as on the label"));
    m_label->setPlaceholderText(tr("Paste or type the whole list, in the label's order."));
    m_label->setTabChangesFocus(true);
    m_label->setFixedHeight(labelHeight);
    m_understood->setWrapped(true);
    column->addWidget(m_label);
    column->addWidget(m_understood);
    column->addWidget(m_labelDate);
    return inner;
}

QWidget *ProductForm::makeFooter()
{
    m_reason->control()->setObjectName(u"changeReason"_s);
    m_keep->setObjectName(u"keepProduct"_s);
    m_state->setWrapped(true);
    auto *footer = new QWidget;
    auto *column = new QVBoxLayout(footer);
    column->setContentsMargins(12, 8, 12, 10);
    column->setSpacing(6);
    column->addWidget(m_reason);
    column->addWidget(m_state);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addStretch();
    row->addWidget(m_cancel);
    row->addWidget(m_keep);
    column->addLayout(row);
    return footer;
}

void ProductForm::build()
{
    auto *inner = new QWidget;
    auto *cards = new QVBoxLayout(inner);
    cards->setContentsMargins(0, 0, 0, 0);
    cards->setSpacing(10);
    auto *details = new Card(tr("The product"));
    details->addPadded(makeFields());
    m_labelCard->addPadded(makeLabel());
    m_deviceCard->addPadded(m_device);
    for (QWidget *card : {static_cast<QWidget *>(details), static_cast<QWidget *>(m_labelCard),
                          static_cast<QWidget *>(m_deviceCard)})
        cards->addWidget(card);
    cards->addStretch(1); // cards would share the room that is left
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(inner);
    auto *foot = new Card;
    foot->body()->addWidget(makeFooter());
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_title);
    column->addWidget(m_banner);
    column->addWidget(scroll, 1);
    column->addWidget(foot);
}

void ProductForm::connectControls()
{
    for (const auto &[edit, member] : std::as_const(m_lines))
        connect(edit, &QLineEdit::textEdited, this, &ProductForm::changed);
    for (const FormField *field : {m_labelDate, m_reason})
        connect(qobject_cast<QLineEdit *>(field->control()), &QLineEdit::textEdited, this,
                &ProductForm::changed);
    for (const auto &[box, member] : std::as_const(m_answers))
        connect(box, &QComboBox::currentIndexChanged, this, &ProductForm::changed);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &ProductForm::changed);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &ProductForm::showKind);
    connect(m_category, &QComboBox::currentIndexChanged, this, &ProductForm::changed);
    connect(m_days, &QSpinBox::valueChanged, this, &ProductForm::changed);
    connect(m_device, &DeviceFields::changed, this, &ProductForm::changed);
    connect(m_label, &QPlainTextEdit::textChanged, this, &ProductForm::changed);
    connect(m_label, &QPlainTextEdit::textChanged, this, &ProductForm::showLabel);
    connect(m_keep, &Button::clicked, this, &ProductForm::finish);
    connect(m_cancel, &Button::clicked, this, &ProductForm::putAside);
    connect(m_banner, &ErrorBanner::actionChosen, this, [this](int action) { settle(action == 0); });
    connect(m_draft, &DraftKeeper::kept, this, &ProductForm::showState);
    connect(m_draft, &DraftKeeper::keepFailed, this, &ProductForm::tell);
}

void ProductForm::begin(const Product &product)
{
    m_base = product;
    m_theirs.reset();
    m_banner->clear();
    readCatalogue();
    m_draft->setKey({0, productDraftForm(ProductDraft::Details, product.id), m_context.actor().id}, product.revision);
    const Result<std::optional<Draft>> draft = findDraft(m_context.database(), m_draft->key());
    const bool isDrafted = draft && draft->has_value();
    QString reason;
    showProduct(isDrafted ? productFromJson((*draft)->body, product, &reason) : product);
    qobject_cast<QLineEdit *>(m_reason->control())->setText(reason);
    const bool isNew = product.id.isNull();
    m_title->setText(isNew ? tr("New product") : tr("Change %1").arg(product.title()));
    m_reason->setVisible(!isNew);
    m_keep->setText(isNew ? tr("Register") : tr("Keep changes"));
    m_keep->setKey(QKeySequence(Qt::CTRL | Qt::Key_Return)); // a new text takes the key away
    if (isDrafted && (*draft)->basedOn != product.revision)
        return askWhose(product);
    if (isDrafted)
        m_banner->tell({BannerKind::Draft, tr("Your draft from %1").arg(momentWords((*draft)->savedAt)),
                        isNew ? tr("Nothing is registered yet. Go on, or put it aside.")
                              : tr("The kept product is as it was. Keep these changes, or put them aside."),
                        {}});
}

void ProductForm::beginWith(const QString &gtin)
{
    begin({});
    if (gtin.isEmpty() || !m_gtin->line()->text().trimmed().isEmpty())
        return; // a draft has another
    qobject_cast<QLineEdit *>(m_gtin->control())->setText(gtin);
    changed();
}

void ProductForm::readCatalogue()
{
    Result<SubstanceCatalogue> known = substances(m_context.database());
    if (!known)
        return tell(known.error());
    m_catalogue = std::move(*known);
}

void ProductForm::showProduct(const Product &product)
{
    m_isShowing = true;
    for (const auto &[edit, member] : std::as_const(m_lines))
        edit->setText(product.*member);
    for (const auto &[box, member] : std::as_const(m_answers))
        choose(box, product.*member);
    choose(m_kind, product.kind);
    choose(m_category, product.category);
    m_days->setValue(product.daysAfterOpening.value_or(0));
    m_label->setPlainText(product.label);
    qobject_cast<QLineEdit *>(m_labelDate->control())->setText(dayToType(product.labelDate));
    m_device->setProfile(product.device);
    for (FormField *field : {m_name, m_gtin, m_labelDate, m_reason})
        field->setProblem({});
    m_isShowing = false;
    showKind();
    showLabel();
    showState();
}

Product ProductForm::typed() const
{
    Product product = m_base;
    for (const auto &[edit, member] : m_lines)
        product.*member = edit->text().trimmed();
    for (const auto &[box, member] : m_answers)
        product.*member = static_cast<Stated>(box->currentData().toInt());
    product.kind = static_cast<ProductKind>(m_kind->currentData().toInt());
    product.category = static_cast<ProductCategory>(m_category->currentData().toInt());
    product.daysAfterOpening = m_days->value() > 0 ? std::optional(m_days->value()) : std::nullopt;
    product.label = m_label->toPlainText().trimmed();
    product.labelDate = dayFromTyping(m_labelDate->line()->text().trimmed());
    product.device = m_device->typed();
    return product;
}

void ProductForm::changed()
{
    if (m_isShowing)
        return;
    m_draft->touch();
    showState();
}

void ProductForm::showKind()
{
    const auto kind = static_cast<ProductKind>(m_kind->currentData().toInt());
    m_labelCard->setVisible(kind != ProductKind::Device && kind != ProductKind::Cartridge);
    m_deviceCard->setVisible(kind == ProductKind::Device);
}

void ProductForm::showLabel()
{
    const QList<Ingredient> found = readIngredients(m_label->toPlainText(), m_catalogue);
    const QStringList unknown = unknownIngredients(found);
    if (found.isEmpty())
        m_understood->setText(tr("Without ingredients it cannot be checked against allergies."));
    else if (unknown.isEmpty())
        m_understood->setText(tr("%1 ingredients, all known.").arg(found.size()));
    else
        m_understood->setText(tr("%1 ingredients, %2 not known: %3.")
                                  .arg(found.size())
                                  .arg(unknown.size())
                                  .arg(unknown.join(u", "_s)));
    m_understood->setColour(unknown.isEmpty() ? &Tokens::text2 : &Tokens::notAskedText);
}

void ProductForm::showState()
{
    const QString kept = m_draft->words();
    m_state->setText(kept.isEmpty() ? tr("What you type is kept as a draft.") : kept);
}

void ProductForm::focusFirst()
{
    m_name->control()->setFocus(Qt::OtherFocusReason);
}

void ProductForm::keepDraft()
{
    m_draft->flush();
}

void ProductForm::finish()
{
    if (m_theirs || hasProblem())
        return;
    m_draft->flush();
    const Product product = typed();
    const bool isNew = product.id.isNull();
    const Result<Product> done =
        isNew ? addProduct(m_context.database(), m_context.actor(), m_context.now(), product)
              : changeProduct(m_context.database(), m_context.actor(), m_context.now(), product,
                              m_reason->line()->text().trimmed());
    if (!done && done.error().code == ErrorCode::Conflict) {
        if (const auto theirs = dermis::product(m_context.database(), product.id))
            return askWhose(*theirs);
    }
    if (!done)
        return tell(done.error());
    if (discard())
        Q_EMIT kept(done->id);
}

void ProductForm::askWhose(const Product &theirs)
{
    const auto told = [](const Product &product) {
        return sentences({product.title(), kindWords(product.kind), product.label.left(120)});
    };
    m_theirs = theirs;
    m_banner->tell({BannerKind::Conflict, tr("Somebody else changed this product"),
                    tr("Theirs: %1 Yours: %2 Nothing is lost. Keep yours, or keep theirs?")
                        .arg(told(theirs), told(typed())),
                    {tr("Keep mine"), tr("Keep theirs")}});
}

void ProductForm::settle(bool mine)
{
    if (!m_theirs)
        return;
    const Product theirs = *std::exchange(m_theirs, std::nullopt);
    m_banner->clear();
    if (!mine)
        return putAside();
    m_base = theirs; // what is typed goes onto what stands there now
    m_draft->setKey(m_draft->key(), theirs.revision);
    finish();
}

void ProductForm::putAside()
{
    if (discard())
        Q_EMIT cancelled();
}

bool ProductForm::discard()
{
    m_draft->forget();
    const Result<> gone = discardDraft(m_context.database(), m_draft->key());
    if (!gone)
        tell(gone.error());
    return gone.has_value();
}

void ProductForm::tell(const Error &error)
{
    const ErrorWords told = words(error);
    m_banner->tell({BannerKind::Stop, told.title, told.detail, {}});
}

} // namespace dermis
