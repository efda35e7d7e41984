#include "ui/consents/screen_signing_view.h"

#include "ui/context/words.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/form_field.h"
#include "ui/widgets/print_preview.h"
#include "ui/widgets/signature_pad.h"
#include "ui/widgets/tab_order.h"
#include "ui/widgets/text_label.h"

#include <QBoxLayout>
#include <QLineEdit>
#include <QScrollArea>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int sideWidth = 600;
constexpr int leastSideWidth = 430;
constexpr int leastPreviewWidth = 320;

TextLabel *sentence(const QString &text, TypeStyle style = TypeStyle::Small, Token colour = &Tokens::text2)
{
    auto *label = new TextLabel(text, style, colour);
    label->setWrapped(true);
    return label;
}

} // namespace

enum class ScreenSigningView::BoxState
{
    Waiting,
    Open,
    Done,    ///< drawn, not kept yet
    Skipped, ///< nobody signs there
    Passed,  ///< nobody signed there before what is kept
    Kept
};

struct ScreenSigningView::Box
{
    SignatureField field;
    BoxState state = BoxState::Waiting;
    DrawnBox drawn;
    ScreenSignature kept;
    Card *card = nullptr;
    QWidget *body = nullptr;
    QLineEdit *name = nullptr;
    QLineEdit *relation = nullptr; ///< null where none is asked
    SignaturePad *pad = nullptr;
    TextLabel *gap = nullptr;
    Button *done = nullptr;
    Button *redo = nullptr;

    bool isDermatologists() const { return field.signer.role == Signer::Role::Dermatologist; }
    bool isInterpreters() const { return field.signer.role == Signer::Role::Interpreter; }
    bool isWitnesss() const { return field.signer.role == Signer::Role::Witness && field.signer.isOptional; }
    QString who() const { return field.printedName.isEmpty() ? field.capacity : u"%1: %2"_s.arg(field.capacity, field.printedName); }
};

ScreenSigningView::ScreenSigningView(QWidget *parent)
    : QWidget(parent)
    , m_preview(new PrintPreview)
    , m_banner(new ErrorBanner)
    , m_scroll(new QScrollArea)
    , m_gap(sentence({}))
    , m_finish(new Button(Icon::Check, tr("Finish"), ButtonKind::Primary))
    , m_notNow(new Button(tr("Not now"), ButtonKind::Link))
{
    setAccessibleName(tr("Signing on the screen"));
    m_preview->setFit(PreviewFit::Width);
    m_preview->setMinimumWidth(leastPreviewWidth);
    m_preview->setNote(tr("What is signed: read every page first"));
    auto *columns = new QHBoxLayout(this);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(0);
    columns->addWidget(m_preview, 1);
    columns->addWidget(makeSide(), 1);
    connect(m_finish, &Button::clicked, this, &ScreenSigningView::finishRequested);
    connect(m_notNow, &Button::clicked, this, &ScreenSigningView::leave);
    connect(m_banner, &ErrorBanner::actionChosen, this, [this](int index) {
        m_banner->clear();
        if (index == 0)
            Q_EMIT leaveRequested();
        else
            focusFirst();
    });
}

ScreenSigningView::~ScreenSigningView() = default;

QWidget *ScreenSigningView::makeSide()
{
    auto *side = new QWidget;
    side->setMinimumWidth(leastSideWidth);
    side->setMaximumWidth(sideWidth);
    side->setAutoFillBackground(true);
    side->setBackgroundRole(QPalette::Base);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setAccessibleName(tr("Who signs, in order"));
    m_finish->setLarge(true);
    m_finish->setWrites();
    m_finish->setObjectName(u"finishScreen"_s);
    m_notNow->setObjectName(u"leaveScreen"_s);
    auto *acts = new QHBoxLayout;
    acts->setContentsMargins(16, 8, 16, 10);
    acts->setSpacing(12);
    acts->addWidget(m_gap, 1);
    acts->addWidget(m_notNow);
    acts->addWidget(m_finish);
    auto *rows = new QVBoxLayout(side);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_banner);
    rows->addWidget(m_scroll, 1);
    rows->addLayout(acts);
    return side;
}

void ScreenSigningView::clear()
{
    m_boxes.clear();
    m_banner->clear();
    m_preview->setDocument({});
    if (QWidget *old = m_scroll->takeWidget())
        old->deleteLater();
}

void ScreenSigningView::begin(const ScreenWork &work, const Actor &actor, std::function<QDateTime()> now)
{
    clear();
    m_actor = actor;
    m_now = std::move(now);
    m_preview->setDocument(work.pdf);
    auto *content = new QWidget;
    auto *rows = new QVBoxLayout(content);
    rows->setContentsMargins(16, 10, 16, 10);
    rows->setSpacing(8);
    rows->addWidget(sentence(tr("Signing on this screen"), TypeStyle::Title, &Tokens::text));
    rows->addWidget(sentence(tr("One after the other, with a pen, a finger or the mouse. %1 looks on. Who has none of these, or cannot write, signs the "
                                "printed sheet; a mark or thumbprint stands there with two impartial witnesses.")
                                 .arg(actor.name)));
    for (const SignatureField &field : work.boxes)
        addBox(field, *rows);
    rows->addStretch(1);
    for (const ScreenSignature &one : work.kept) {
        const auto box = std::ranges::find_if(m_boxes, [&](const auto &each) { return each->field.number == one.field; });
        if (box == m_boxes.end())
            continue;
        (*box)->state = BoxState::Kept;
        (*box)->kept = one;
    }
    bool isLaterKept = false; // an optional box before one that is kept has had its turn
    for (auto box = m_boxes.rbegin(); box != m_boxes.rend(); ++box) {
        if ((*box)->state == BoxState::Waiting && isLaterKept)
            (*box)->state = BoxState::Passed;
        isLaterKept = isLaterKept || (*box)->state == BoxState::Kept;
    }
    content->setAutoFillBackground(true);
    content->setBackgroundRole(QPalette::Base);
    m_scroll->setWidget(content);
    content->show();
    orderTabs(*m_scroll, *content);
    openNext();
}

void ScreenSigningView::addBox(const SignatureField &field, QVBoxLayout &rows)
{
    m_boxes.push_back(std::make_unique<Box>());
    Box &box = *m_boxes.back();
    box.field = field;
    const int index = static_cast<int>(m_boxes.size()) - 1;
    box.card = new Card(box.who());
    box.redo = new Button(Icon::Undo, tr("Sign again"));
    box.redo->setSmall(true);
    box.redo->setObjectName(u"again-%1"_s.arg(field.number));
    box.redo->setAccessibleName(tr("Sign again as %1").arg(field.capacity));
    box.card->addHeaderWidget(box.redo);
    connect(box.redo, &Button::clicked, this, [this, index] { redoBox(index); });
    fillBody(box, index);
    box.card->body()->addWidget(box.body);
    rows.addWidget(box.card);
}

void ScreenSigningView::fillBody(Box &box, int index)
{
    const QString number = QString::number(box.field.number);
    box.body = new QWidget;
    auto *rows = new QVBoxLayout(box.body);
    rows->setContentsMargins(12, 10, 12, 12);
    rows->setSpacing(6);
    box.name = new QLineEdit(box.field.printedName);
    box.name->setObjectName(u"screenName-"_s + number);
    auto *fields = new QHBoxLayout;
    fields->setSpacing(10);
    fields->addWidget(new FormField(tr("Full name"), box.name), 1);
    if (box.isInterpreters() || box.isWitnesss()) {
        box.relation = new QLineEdit;
        box.relation->setObjectName(u"screenRelation-"_s + number);
        const QString asked = box.isInterpreters() ? tr("Language and relationship") : tr("Relationship to the patient");
        fields->addWidget(new FormField(asked, box.relation), 1);
        connect(box.relation, &QLineEdit::textChanged, this, &ScreenSigningView::showGap);
    }
    rows->addLayout(fields);
    box.pad = new SignaturePad;
    box.pad->setObjectName(u"pad-"_s + number);
    box.pad->setSigner(box.who());
    rows->addWidget(box.pad);
    box.gap = sentence({});
    auto *clear = new Button(tr("Clear"));
    clear->setObjectName(u"clear-"_s + number);
    clear->setAccessibleName(tr("Clear the signature of %1").arg(box.field.capacity));
    box.done = new Button(Icon::Sign, tr("Done"));
    box.done->setObjectName(u"done-"_s + number);
    box.done->setAccessibleName(tr("%1 has signed").arg(box.field.capacity));
    auto *acts = new QHBoxLayout;
    acts->setSpacing(8);
    acts->addWidget(box.gap, 1);
    if (!box.field.needed) {
        auto *nobody = new Button(tr("Nobody"), ButtonKind::Link);
        nobody->setObjectName(u"nobody-"_s + number);
        nobody->setAccessibleName(tr("Nobody signs as %1").arg(box.field.capacity));
        acts->addWidget(nobody);
        connect(nobody, &Button::clicked, this, [this, index] { skipBox(index); });
    }
    acts->addWidget(clear);
    acts->addWidget(box.done);
    rows->addLayout(acts);
    connect(box.name, &QLineEdit::textChanged, this, &ScreenSigningView::showGap);
    connect(box.pad, &SignaturePad::changed, this, &ScreenSigningView::showGap);
    connect(clear, &Button::clicked, box.pad, &SignaturePad::clear);
    connect(box.done, &Button::clicked, this, [this, index] { finishBox(index); });
}

bool ScreenSigningView::isForActor(const Box &box) const
{
    return !box.isDermatologists() || m_actor.roles.testFlag(Role::Dermatologist);
}

void ScreenSigningView::openNext()
{
    const auto next = std::ranges::find_if(m_boxes, [](const auto &box) { return box->state == BoxState::Waiting; });
    if (next != m_boxes.end() && isForActor(**next))
        (*next)->state = BoxState::Open;
    showBoxes();
    focusFirst();
}

void ScreenSigningView::finishBox(int index)
{
    Box &box = *m_boxes[static_cast<size_t>(index)];
    if (!gapOf(box).isEmpty())
        return;
    box.drawn = {box.field.number, box.name->text(), box.relation == nullptr ? QString() : box.relation->text(), box.pad->ink(), m_now(), false};
    box.state = BoxState::Done;
    m_banner->clear();
    openNext();
}

void ScreenSigningView::skipBox(int index)
{
    Box &box = *m_boxes[static_cast<size_t>(index)];
    box.pad->clear();
    box.state = BoxState::Skipped;
    openNext();
}

/// The last box that is done is open again, and what was drawn there is gone.
void ScreenSigningView::redoBox(int index)
{
    for (const auto &box : m_boxes) {
        if (box->state == BoxState::Open) {
            box->pad->clear();
            box->state = BoxState::Waiting;
        }
    }
    Box &again = *m_boxes[static_cast<size_t>(index)];
    again.pad->clear();
    again.state = BoxState::Open;
    showBoxes();
    focusFirst();
}

void ScreenSigningView::showBoxes()
{
    const Box *last = nullptr; // only the last one is signed again, for the others signed after each other
    for (const auto &box : m_boxes) {
        if (box->state == BoxState::Done || box->state == BoxState::Skipped)
            last = box.get();
    }
    for (const auto &each : m_boxes) {
        const Box &box = *each;
        QString note;
        if (box.state == BoxState::Done)
            note = tr("signed %1").arg(timeWords(box.drawn.signedAt));
        else if (box.state == BoxState::Kept)
            note = tr("signed %1, kept").arg(momentWords(box.kept.signedAt));
        else if (box.state == BoxState::Skipped || box.state == BoxState::Passed)
            note = tr("nobody");
        else if (box.state == BoxState::Waiting)
            note = isForActor(box) ? tr("later") : tr("signs in, and finishes");
        box.card->setNote(note);
        box.body->setVisible(box.state == BoxState::Open);
        box.redo->setVisible(&box == last);
        box.card->setAccessibleName(note.isEmpty() ? box.who() : u"%1, %2"_s.arg(box.who(), note));
    }
    showGap();
}

QString ScreenSigningView::gapOf(const Box &box) const
{
    if (box.name->text().trimmed().isEmpty())
        return tr("the name");
    if (box.isInterpreters() && box.relation->text().trimmed().isEmpty())
        return tr("language and relationship");
    return box.pad->isSigned() ? QString() : tr("the signature");
}

QString ScreenSigningView::missing() const
{
    bool isAnyDone = false;
    for (const auto &box : m_boxes) {
        isAnyDone = isAnyDone || box->state == BoxState::Done;
        if (box->state == BoxState::Open || (box->state == BoxState::Waiting && isForActor(*box)))
            return tr("Still to sign: %1").arg(box->field.capacity);
    }
    return isAnyDone ? QString() : tr("The dermatologist signs in under their own name and finishes.");
}

void ScreenSigningView::showGap()
{
    for (const auto &box : m_boxes) {
        const QString gap = gapOf(*box);
        box->done->setEnabled(gap.isEmpty());
        box->gap->setText(gap.isEmpty() ? QString() : tr("Still needed: %1").arg(gap));
    }
    const QString gap = missing();
    const bool isLast = !m_boxes.empty() && isForActor(*m_boxes.back());
    m_finish->setText(isLast ? tr("Finish") : tr("Keep for the dermatologist"));
    m_finish->setKey(QKeySequence(Qt::CTRL | Qt::Key_Return)); // setText() takes the key away
    m_finish->setEnabled(!m_boxes.empty() && gap.isEmpty());
    m_gap->setText(!gap.isEmpty() ? gap : tr("Kept under your name: %1").arg(m_actor.name));
}

QList<DrawnBox> ScreenSigningView::drawn() const
{
    QList<DrawnBox> boxes;
    for (const auto &box : m_boxes) {
        if (box->state == BoxState::Done)
            boxes << box->drawn;
    }
    return boxes;
}

bool ScreenSigningView::hasStrokes() const
{
    return std::ranges::any_of(m_boxes, [](const auto &box) { return !box->pad->isEmpty(); });
}

void ScreenSigningView::leave()
{
    if (!hasStrokes()) {
        Q_EMIT leaveRequested();
        return;
    }
    m_banner->tell({BannerKind::Draft, tr("What was drawn here is thrown away"), tr("Nothing of it is kept, and the sheet still waits for signatures."),
                    {tr("Throw away"), tr("Go on signing")}});
}

void ScreenSigningView::tell(const QString &title, const QString &detail)
{
    m_banner->tell({BannerKind::Stop, title, detail, {}});
}

/// To the paper where the name stands already, else to the name.
void ScreenSigningView::focusFirst()
{
    for (const auto &box : m_boxes) {
        if (box->state != BoxState::Open)
            continue;
        m_scroll->ensureWidgetVisible(box->card);
        QWidget *first = box->name->text().isEmpty() ? static_cast<QWidget *>(box->name) : box->pad;
        first->setFocus(Qt::OtherFocusReason);
        return;
    }
    (m_finish->isEnabled() ? m_finish : m_notNow)->setFocus(Qt::OtherFocusReason);
}

QList<QWidget *> ScreenSigningView::panes() const
{
    return {m_preview, m_scroll, m_finish};
}

} // namespace dermis
