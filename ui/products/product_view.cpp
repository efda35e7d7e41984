#include "ui/products/product_view.h"

#include "core/access/permissions.h"
#include "core/access/staff.h"
#include "core/base/whole_file.h"
#include "core/products/product_repository.h"
#include "core/products/substance_repository.h"
#include "core/safety/authorised_uses.h"
#include "core/storage/documents.h"
#include "ui/context/clinic_context.h"
#include "ui/context/words.h"
#include "ui/products/assess_panel.h"
#include "ui/products/label_card.h"
#include "ui/products/product_words.h"
#include "ui/products/state_box.h"
#include "ui/products/supply_panel.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/prompter.h"
#include "ui/widgets/severity_tag.h"
#include "ui/widgets/text_label.h"

#include <QGridLayout>
#include <QLocale>
#include <QMimeDatabase>
#include <QScrollArea>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

/// Rows of a name and what is said, in a widget of their own; a row without words is left out.
QWidget *rows(const QList<std::pair<QString, QString>> &lines)
{
    auto *widget = new QWidget;
    auto *grid = new QGridLayout(widget);
    grid->setContentsMargins(12, 8, 12, 6);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(5);
    grid->setColumnStretch(1, 1);
    int row = 0;
    for (const auto &[name, text] : lines) {
        if (text.isEmpty())
            continue;
        auto *said = new TextLabel(text);
        said->setWrapped(true);
        said->setAccessibleName(u"%1: %2"_s.arg(name, text));
        grid->addWidget(new TextLabel(name, TypeStyle::Small, &Tokens::text2), row, 0, Qt::AlignTop);
        grid->addWidget(said, row++, 1);
    }
    return widget;
}

QString lengthWords(const std::optional<double> &length)
{
    return length ? ProductView::tr("%1 mm").arg(QLocale::c().toString(*length, 'g', 4)) : QString();
}

QString countText(const std::optional<int> &count)
{
    return count ? QString::number(*count) : QString();
}

} // namespace

ProductView::ProductView(ClinicContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_banner(new ErrorBanner)
    , m_title(new TextLabel({}, TypeStyle::Title))
    , m_tag(new SeverityTag(SeverityMark::NotAsked))
    , m_verdict(new StateBox)
    , m_assess(new Button(Icon::Sign, tr("Assess")))
    , m_change(new Button(Icon::Edit, tr("Change details")))
    , m_supply(new Button(tr("Withdraw or recall"), ButtonKind::Danger))
    , m_uses(new Button(Icon::Search, tr("Who had this?")))
    , m_notYours(new TextLabel({}, TypeStyle::Small, &Tokens::text2))
    , m_assessing(new AssessPanel(context))
    , m_supplying(new SupplyPanel)
    , m_label(new LabelCard(context))
    , m_reviews(new Card(tr("Assessments")))
    , m_details(new Card(tr("Details")))
    , m_device(new Card(tr("The device, as its manual says it")))
{
    auto *inner = new QWidget;
    auto *cards = new QVBoxLayout(inner);
    cards->setContentsMargins(0, 0, 0, 0);
    cards->setSpacing(10);
    for (QWidget *card : {makeHead(), static_cast<QWidget *>(m_label), static_cast<QWidget *>(m_device),
                          static_cast<QWidget *>(m_reviews), static_cast<QWidget *>(m_details)})
        cards->addWidget(card);
    cards->addStretch(1); // cards would share the room that is left
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(inner);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(scroll);
    connectControls();
    closePanels();
}

QWidget *ProductView::makeHead()
{
    m_title->setWrapped(true);
    m_title->setObjectName(u"productTitle"_s);
    m_notYours->setWrapped(true);
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    auto *head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_tag, 0, Qt::AlignTop);
    column->addLayout(head);
    column->addWidget(m_banner);
    column->addWidget(m_verdict);
    column->addWidget(makeActs());
    column->addWidget(m_notYours);
    column->addWidget(m_assessing);
    column->addWidget(m_supplying);
    auto *card = new Card;
    card->addPadded(content);
    return card;
}

QWidget *ProductView::makeActs()
{
    m_assess->setObjectName(u"assess"_s);
    m_change->setObjectName(u"changeProduct"_s);
    m_supply->setObjectName(u"takeOut"_s);
    m_uses->setObjectName(u"whoHadProduct"_s);
    auto *acts = new QWidget;
    auto *flow = new FlowLayout(acts);
    flow->setContentsMargins(0, 0, 0, 0);
    for (Button *act : {m_assess, m_change, m_supply, m_uses})
        flow->addWidget(act);
    return acts;
}

void ProductView::connectControls()
{
    connect(m_assess, &Button::clicked, this, &ProductView::assess);
    connect(m_change, &Button::clicked, this, &ProductView::changeRequested);
    connect(m_supply, &Button::clicked, this, &ProductView::takeOut);
    connect(m_uses, &Button::clicked, this, &ProductView::usesRequested);
    connect(m_assessing, &AssessPanel::cancelled, this, [this] {
        closePanels();
        m_assess->setFocus(Qt::OtherFocusReason);
    });
    connect(m_assessing, &AssessPanel::signedOff, this, [this] {
        closePanels();
        m_assess->setFocus(Qt::OtherFocusReason);
        m_context.announceDataChanged();
    });
    connect(m_supplying, &SupplyPanel::cancelled, this, [this] {
        closePanels();
        m_supply->setFocus(Qt::OtherFocusReason);
    });
    connect(m_supplying, &SupplyPanel::chosen, this, &ProductView::setState);
}

void ProductView::setLine(const ShelfLine &line)
{
    if (line.product.id != m_line.product.id) {
        m_assessing->keepDraft();
        closePanels();
        m_banner->clear();
    }
    m_line = line;
    m_names.clear();
    for (const Staff &person : allStaff(m_context.database()).value_or(QList<Staff>()))
        m_names.insert(person.id, person.name);
    Result<SubstanceCatalogue> known = substances(m_context.database());
    if (!known)
        return tell(known.error());
    m_catalogue = std::move(*known);
    showHead();
    showActs();
    m_label->setVisible(!line.isInstrument());
    m_label->setProduct(line.product, m_catalogue,
                        may(m_context.actor().roles, Permission::Products));
    showReviews();
    showDetails();
    showDevice();
}

void ProductView::showHead()
{
    const StatusLook status = statusLook(m_line, m_context.today());
    m_title->setText(m_line.product.title());
    m_tag->setSeverity(status.mark, status.word);
    const StatusLook may =
        verdict(m_line, readIngredients(m_line.product.label, m_catalogue), m_context.today());
    m_verdict->setState(may.mark, may.detail.isEmpty() ? may.word : u"%1 %2"_s.arg(may.word, may.detail));
}

void ProductView::showActs()
{
    const Roles roles = m_context.actor().roles;
    const bool mayChange = may(roles, Permission::Products);
    const bool mayAssess = may(roles, Permission::NeedlingStatus);
    m_assess->setVisible(!m_line.isInstrument());
    m_assess->setEnabled(mayAssess);
    m_change->setEnabled(mayChange);
    m_supply->setEnabled(mayChange);
    m_uses->setEnabled(may(roles, Permission::ReadRecords));
    m_supply->setText(m_line.product.state == SupplyState::Active ? tr("Withdraw or recall")
                                                                  : tr("Use it again"));
    m_notYours->setText(!mayChange   ? tr("A nurse or the dermatologist changes products, the dermatologist "
                                          "assesses them.")
                        : !mayAssess ? tr("The dermatologist assesses products.")
                                     : QString());
    m_notYours->setVisible(!mayAssess);
}

void ProductView::showReviews()
{
    delete m_reviewRows;
    m_reviewRows = new QWidget;
    auto *column = new QVBoxLayout(m_reviewRows);
    column->setContentsMargins(12, 8, 12, 6);
    column->setSpacing(6);
    const Result<QList<StatusReview>> all = reviews(m_context.database(), m_line.product.id);
    m_reviews->setVisible(!m_line.isInstrument());
    if (all && all->isEmpty()) {
        auto *nobody = new TextLabel(tr("Nobody assessed it yet."), TypeStyle::Body, &Tokens::text2);
        column->addWidget(nobody);
    }
    for (const StatusReview &review : all.value_or(QList<StatusReview>())) {
        const QString head =
            tr("%1, %2, by %3", "status, day, person")
                .arg(statusWords(review.status), dateWords(review.reviewedOn), nameOf(review.reviewer));
        auto *title = new TextLabel(head, TypeStyle::BodyStrong);
        title->setWrapped(true);
        column->addWidget(title);
        QStringList said{review.evidence,
                         review.reviewBy.isValid() ? tr("Review by %1").arg(dateWords(review.reviewBy))
                                                   : QString()};
        if (!review.reason.isEmpty())
            said << tr("Reason: %1").arg(review.reason);
        auto *detail = new TextLabel(sentences(said), TypeStyle::Small, &Tokens::text2);
        detail->setWrapped(true);
        column->addWidget(detail);
        if (!review.document.isEmpty()) {
            auto *save = new Button(Icon::Save, tr("Save a copy of the document…"), ButtonKind::Link);
            save->setAccessibleName(tr("Save a copy of the document of %1").arg(dateWords(review.reviewedOn)));
            column->addWidget(save, 0, Qt::AlignLeft);
            connect(save, &Button::clicked, this,
                    [this, address = review.document] { saveDocument(address); });
        }
    }
    m_reviews->body()->addWidget(m_reviewRows);
    m_reviews->setNote(m_line.isOutOfDate(m_context.today())
                           ? tr("out of date since %1").arg(dateWords(m_line.review.reviewBy))
                           : QString());
}

void ProductView::showDetails()
{
    const Product &shown = m_line.product;
    delete m_detailRows;
    m_detailRows = rows({{tr("Kind"), kindWords(shown.kind)},
                         {tr("To the law"), categoryWords(shown.category)},
                         {tr("Maker"), shown.manufacturer},
                         {tr("Supplier"), shown.supplier},
                         {tr("Registration"), shown.registration},
                         {tr("Barcode number"), shown.gtin},
                         {tr("Sterile"), statedWords(shown.sterile)},
                         {tr("Single use"), statedWords(shown.singleUse)},
                         {tr("Preservative-free"), statedWords(shown.preservativeFree)},
                         {tr("Once opened"), shown.daysAfterOpening
                                                 ? tr("%1 days").arg(*shown.daysAfterOpening)
                                                 : QString()}});
    m_details->body()->addWidget(m_detailRows);
}

void ProductView::showDevice()
{
    const DeviceProfile &profile = m_line.product.device;
    m_device->setVisible(m_line.product.kind == ProductKind::Device);
    delete m_deviceRows;
    const bool isEmpty = profile == DeviceProfile();
    m_deviceRows = rows({{tr("Not stated"), isEmpty ? tr("Type what its manual says with “Change details”.")
                                                    : QString()},
                         {tr("Type"), profile.type},
                         {tr("Needles"), countText(profile.needles)},
                         {tr("Made of"), profile.alloy},
                         {tr("Needle diameter"), lengthWords(profile.needleDiameterMm)},
                         {tr("Deepest setting"), lengthWords(profile.maximumDepthMm)},
                         {tr("Tested to"), lengthWords(profile.evaluatedDepthMm)},
                         {tr("Youngest age"), countText(profile.minimumAge)},
                         {tr("Authorised for"), profile.indications},
                         {tr("Authorised uses"), authorisedUsesText(profile.authorisedUses)},
                         {tr("Manual"), profile.ifuVersion},
                         {tr("Cleaning"), profile.cleaning},
                         {tr("Absolute by its manual"), profile.contraindications.join(u", "_s)}});
    m_device->body()->addWidget(m_deviceRows);
}

QString ProductView::nameOf(StaffId person) const
{
    return m_names.value(person, tr("somebody"));
}

QStringList ProductView::scented() const
{
    return fragranceAndPlants(readIngredients(m_line.product.label, m_catalogue), m_catalogue);
}

void ProductView::assess()
{
    if (m_assess->isHidden() || !m_assess->isEnabled())
        return;
    if (m_assessing->isHidden()) {
        closePanels();
        m_assessing->begin(m_line, scented());
        m_assessing->show();
    }
    m_assessing->focusFirst();
}

void ProductView::takeOut()
{
    closePanels();
    m_supplying->begin(tr("%1, all its lots:").arg(m_line.product.title()), m_line.product.state);
    m_supplying->show();
    m_supplying->focusFirst();
}

void ProductView::setState(SupplyState state, const QString &reason)
{
    const Result<Product> done = setSupplyState(m_context.database(), m_context.actor(), m_context.now(),
                                                m_line.product.id, state, reason);
    if (!done)
        return tell(done.error());
    closePanels();
    m_banner->clear();
    m_supply->setFocus(Qt::OtherFocusReason);
    m_context.announceDataChanged();
}

void ProductView::saveDocument(const QString &address)
{
    const Result<QByteArray> bytes = document(m_context.database(), address);
    if (!bytes)
        return tell(bytes.error());
    const QString suffix = QMimeDatabase().mimeTypeForData(*bytes).preferredSuffix();
    const QString name = suffix.isEmpty() ? tr("evidence") : u"%1.%2"_s.arg(tr("evidence"), suffix);
    m_context.prompter().askSaveFile(this, {tr("Save a copy of the document"), {}, name, {}, suffix},
                                     [this, bytes = *bytes](const QString &path) {
                                         if (const Result<> written = writeWhole(path, bytes); !written)
                                             tell(written.error());
                                     });
}

void ProductView::closePanels()
{
    m_assessing->keepDraft();
    m_assessing->hide();
    m_supplying->hide();
}

void ProductView::focusFirst()
{
    Button *first = m_assess->isHidden() || !m_assess->isEnabled() ? m_change : m_assess;
    first->setFocus(Qt::OtherFocusReason);
}

void ProductView::keepDraft()
{
    m_assessing->keepDraft();
}

void ProductView::tell(const Error &error)
{
    const ErrorWords told = words(error);
    m_banner->tell({BannerKind::Stop, told.title, told.detail, {}});
}

} // namespace dermis
