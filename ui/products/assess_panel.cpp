#include "ui/products/assess_panel.h"

#include "core/base/reason.h"
#include "core/products/draft_forms.h"
#include "core/base/partial_date.h"
#include "core/storage/drafts.h"
#include "ui/context/clinic_context.h"
#include "ui/context/day_field.h"
#include "ui/context/draft_keeper.h"
#include "ui/context/words.h"
#include "ui/products/product_words.h"
#include "ui/widgets/button.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/form_field.h"
#include "ui/widgets/prompter.h"
#include "ui/widgets/text_label.h"

#include <QButtonGroup>
#include <QFile>
#include <QFileInfo>
#include <QGridLayout>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QMimeDatabase>
#include <QRadioButton>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr qint64 largestFile = 20 * 1024 * 1024;
constexpr int longestReviewMonths = 24;

bool isNeedled(NeedlingStatus status)
{
    return status == NeedlingStatus::Approved || status == NeedlingStatus::EvidenceSupported;
}

bool allowsSomething(NeedlingStatus status)
{
    return status != NeedlingStatus::NotAssessed && status != NeedlingStatus::Banned;
}

} // namespace

AssessPanel::AssessPanel(ClinicContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_banner(new ErrorBanner)
    , m_choices(new QButtonGroup(this))
    , m_evidence(new FormField(tr("What it rests on: article, test or letter"), new QLineEdit))
    , m_attach(new Button(Icon::Folder, tr("Attach the document…")))
    , m_file(new TextLabel({}, TypeStyle::Small, &Tokens::text2))
    , m_reviewBy(new FormField(tr("Review it again by"), new QLineEdit))
    , m_reason(new FormField(tr("Why may it be needled all the same?"), new QLineEdit))
    , m_state(new TextLabel({}, TypeStyle::Small, &Tokens::text2))
    , m_cancel(new Button(tr("Put aside")))
    , m_sign(new Button(Icon::Sign, tr("Sign"), ButtonKind::Primary))
    , m_draft(new DraftKeeper(context, [this] { return body(); }, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 4, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_banner);
    column->addWidget(new TextLabel(tr("Can it be put on needled skin?"), TypeStyle::Small, &Tokens::text2));
    column->addWidget(makeChoices());
    column->addWidget(m_evidence);
    column->addWidget(makeDocument());
    column->addWidget(m_reviewBy);
    column->addWidget(m_reason);
    column->addWidget(makeFooter());
    m_evidence->line()->setObjectName(u"evidence"_s);
    m_reviewBy->line()->setObjectName(u"reviewBy"_s);
    m_reason->line()->setObjectName(u"scentReason"_s);
    connectControls();
}

QWidget *AssessPanel::makeChoices()
{
    auto *choices = new QWidget;
    auto *column = new QVBoxLayout(choices);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    for (const NeedlingStatus status :
         {NeedlingStatus::Approved, NeedlingStatus::EvidenceSupported, NeedlingStatus::AfterOnly,
          NeedlingStatus::HomeOnly, NeedlingStatus::Banned, NeedlingStatus::NotAssessed}) {
        auto *choice = new QRadioButton(statusWords(status));
        choice->setAccessibleDescription(statusHint(status));
        m_choices->addButton(choice, static_cast<int>(status));
        auto *hint = new TextLabel(statusHint(status), TypeStyle::Small, &Tokens::text2);
        hint->setWrapped(true);
        hint->setContentsMargins(24, 0, 0, 2);
        column->addWidget(choice);
        column->addWidget(hint);
    }
    return choices;
}

QWidget *AssessPanel::makeDocument()
{
    auto *document = new QWidget;
    auto *row = new QHBoxLayout(document);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    m_attach->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_attach->setObjectName(u"attachDocument"_s);
    m_file->setWrapped(true);
    row->addWidget(m_attach);
    row->addWidget(m_file, 1);
    return document;
}

QWidget *AssessPanel::makeFooter()
{
    m_sign->setObjectName(u"signAssessment"_s);
    m_sign->setKey(QKeySequence(Qt::CTRL | Qt::Key_Return));
    m_state->setWrapped(true);
    auto *footer = new QWidget;
    auto *column = new QVBoxLayout(footer);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(m_state);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addStretch();
    row->addWidget(m_cancel);
    row->addWidget(m_sign);
    column->addLayout(row);
    return footer;
}

void AssessPanel::connectControls()
{
    for (const FormField *field : {m_evidence, m_reviewBy, m_reason})
        connect(field->line(), &QLineEdit::textEdited, this, &AssessPanel::changed);
    connect(m_choices, &QButtonGroup::idClicked, this, &AssessPanel::changed);
    connect(m_attach, &Button::clicked, this, [this] {
        m_context.prompter().askOpenFile(this, {tr("The document that it rests on"), {}, {}, {}, {}},
                                         [this](const QString &path) {
                                             attach(path);
                                             changed();
                                         });
    });
    connect(m_sign, &Button::clicked, this, &AssessPanel::finish);
    connect(m_cancel, &Button::clicked, this, &AssessPanel::putAside);
    connect(m_draft, &DraftKeeper::kept, this, [this] { m_state->setText(m_draft->words()); });
    connect(m_draft, &DraftKeeper::keepFailed, this, &AssessPanel::tell);
}

void AssessPanel::begin(const ShelfLine &line, const QStringList &scented)
{
    m_product = line.product;
    m_scented = scented;
    m_path.clear();
    m_document.reset();
    m_file->setText(tr("a PDF or a picture, at most 20 MB"));
    m_banner->clear();
    m_state->setText(tr("What you type is kept as a draft."));
    for (FormField *field : {m_evidence, m_reviewBy, m_reason}) {
        field->line()->clear();
        field->setProblem({});
    }
    m_choices->button(static_cast<int>(line.review.status))->setChecked(true);
    m_draft->setKey({0, productDraftForm(ProductDraft::Assessment, m_product.id), m_context.actor().id}, m_product.revision);
    restore();
    showNeeds();
}

/// Brings back what was typed; says so when the product is another meanwhile.
void AssessPanel::restore()
{
    const Result<std::optional<Draft>> draft = findDraft(m_context.database(), m_draft->key());
    if (!draft || !draft->has_value())
        return;
    const QJsonObject object = QJsonDocument::fromJson((*draft)->body).object();
    const auto status = needlingStatusFromName(object.value(u"status"_s).toString());
    m_choices->button(static_cast<int>(status.value_or(NeedlingStatus::NotAssessed)))->setChecked(true);
    m_evidence->line()->setText(object.value(u"evidence"_s).toString());
    m_reviewBy->line()->setText(object.value(u"reviewBy"_s).toString());
    m_reason->line()->setText(object.value(u"reason"_s).toString());
    if (const QString path = object.value(u"document"_s).toString(); !path.isEmpty())
        attach(path);
    const bool isOther = (*draft)->basedOn != m_product.revision;
    m_banner->tell({isOther ? BannerKind::Conflict : BannerKind::Draft,
                    tr("Your draft from %1").arg(momentWords((*draft)->savedAt)),
                    isOther ? tr("The product was changed since then. Look at its label again before you sign.")
                            : tr("Nothing is signed yet. Go on, or put it aside."),
                    {}});
}

QByteArray AssessPanel::body() const
{
    const StatusReview review = typed();
    const QJsonObject object{{u"status"_s, needlingStatusName(review.status)},
                             {u"evidence"_s, review.evidence},
                             {u"reviewBy"_s, m_reviewBy->line()->text()},
                             {u"reason"_s, review.reason},
                             {u"document"_s, m_path}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

StatusReview AssessPanel::typed() const
{
    StatusReview review;
    review.status = static_cast<NeedlingStatus>(m_choices->checkedId());
    review.evidence = m_evidence->line()->text().trimmed();
    review.reason = m_reason->line()->text().trimmed();
    if (allowsSomething(review.status))
        review.reviewBy = dayFromTyping(m_reviewBy->line()->text());
    return review;
}

void AssessPanel::changed()
{
    m_draft->touch();
    showNeeds();
}

/// What the chosen status asks for.
void AssessPanel::showNeeds()
{
    const NeedlingStatus status = typed().status;
    m_reviewBy->setVisible(allowsSomething(status));
    const QDate latest = addMonthsClamped(m_context.today(), longestReviewMonths);
    m_reviewBy->setEcho(status == NeedlingStatus::EvidenceSupported
                            ? tr("not after %1").arg(dateWords(latest))
                            : QString());
    const bool asksReason = isNeedled(status) && !m_scented.isEmpty();
    m_reason->setVisible(asksReason);
    m_reason->setLabel(tr("It holds %1. Why may it be needled all the same?").arg(m_scented.join(u", "_s)));
}

void AssessPanel::focusFirst()
{
    m_choices->checkedButton()->setFocus(Qt::OtherFocusReason);
}

void AssessPanel::keepDraft()
{
    m_draft->flush();
}

/// The path stands in the draft; the bytes are taken into the clinic file when it is signed.
void AssessPanel::attach(const QString &path)
{
    QFile file(path);
    m_path.clear();
    m_document.reset();
    if (file.size() > largestFile || !file.open(QIODevice::ReadOnly) || file.size() == 0) {
        m_file->setText(tr("%1 could not be read, or is larger than 20 MB. Choose it again.")
                            .arg(QFileInfo(path).fileName()));
        m_file->setColour(&Tokens::relativeText);
        return;
    }
    m_path = path;
    const QByteArray bytes = file.readAll();
    m_document = ReviewDocument{bytes, QMimeDatabase().mimeTypeForFileNameAndData(path, bytes).name()};
    m_file->setText(tr("Attached: %1").arg(QFileInfo(path).fileName()));
    m_file->setColour(&Tokens::text2);
}

bool AssessPanel::hasProblem()
{
    const StatusReview review = typed();
    const bool lacksEvidence = review.evidence.isEmpty() && review.status != NeedlingStatus::NotAssessed;
    const bool lacksDocument = isNeedled(review.status) && !m_document;
    const QDate latest = addMonthsClamped(m_context.today(), longestReviewMonths);
    const bool isTooLate = review.status == NeedlingStatus::EvidenceSupported && review.reviewBy > latest;
    const bool lacksDay = allowsSomething(review.status) &&
                          (!review.reviewBy.isValid() || review.reviewBy <= m_context.today() || isTooLate);
    const bool lacksReason = !m_reason->isHidden() && !isReason(review.reason);
    m_evidence->setProblem(lacksEvidence ? tr("Say what the status rests on.") : QString());
    m_reviewBy->setProblem(!lacksDay ? QString()
                           : isTooLate
                               ? tr("It must be within 24 months.")
                               : tr("Write a day that lies ahead, like 14 Mar 2027 or 14/3/2027."));
    m_reason->setProblem(lacksReason ? tr("Write why, in 15 characters or more.") : QString());
    if (lacksDocument) {
        m_file->setText(tr("Attach the document that the status rests on."));
        m_file->setColour(&Tokens::relativeText);
    }
    const QList<std::pair<bool, QWidget *>> checks{{lacksEvidence, m_evidence->control()},
                                                   {lacksDocument, m_attach},
                                                   {lacksDay, m_reviewBy->control()},
                                                   {lacksReason, m_reason->control()}};
    for (const auto &[isWrong, widget] : checks) {
        if (isWrong) {
            widget->setFocus(Qt::OtherFocusReason);
            return true;
        }
    }
    return false;
}

void AssessPanel::finish()
{
    if (hasProblem())
        return;
    m_draft->flush();
    const StatusReview review = typed();
    const Result<StatusReview> done = reviewProduct(m_context.database(), m_context.actor(), m_context.now(),
                                                    m_product.id, review, m_document, m_product.revision);
    if (!done && done.error().code == ErrorCode::Conflict) {
        const Result<Product> now = product(m_context.database(), m_product.id);
        m_product = now.value_or(m_product);
        return m_banner->tell({BannerKind::Conflict, tr("Somebody else changed this product"),
                               tr("Nothing is signed. Look at its label again, then sign if it is still right."),
                               {}});
    }
    if (!done)
        return tell(done.error());
    if (discard())
        Q_EMIT signedOff();
}

void AssessPanel::putAside()
{
    if (discard())
        Q_EMIT cancelled();
}

bool AssessPanel::discard()
{
    m_draft->forget();
    const Result<> gone = discardDraft(m_context.database(), m_draft->key());
    if (!gone)
        tell(gone.error());
    return gone.has_value();
}

void AssessPanel::tell(const Error &error)
{
    const ErrorWords told = words(error);
    m_banner->tell({BannerKind::Stop, told.title, told.detail, {}});
}

} // namespace dermis
