#include "ui/patients/allergy_panel.h"

#include "core/access/permissions.h"
#include "core/products/substance_catalogue.h"
#include "ui/context/clinic_context.h"
#include "ui/context/words.h"
#include "ui/widgets/form_field.h"
#include "ui/patients/record_words.h"
#include "ui/context/substance_picker.h"
#include "ui/theme/painting.h"
#include "ui/widgets/button.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/text_label.h"

#include <QComboBox>
#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

QString reactionChoice(Reaction reaction)
{
    if (reaction == Reaction::NotStated)
        return AllergyPanel::tr("Not said");
    return reaction == Reaction::Other ? AllergyPanel::tr("other") : reactionWords(reaction);
}

QString nameOf(const Allergy &allergy)
{
    const Substance *substance = SubstanceCatalogue::shipped().find(allergy.substance);
    return substance != nullptr ? substance->name : u"“%1”"_s.arg(allergy.text);
}

} // namespace

AllergyPanel::AllergyPanel(ClinicContext &context, QWidget *parent)
    : QFrame(parent)
    , m_context(context)
    , m_banner(new ErrorBanner)
    , m_list(new QVBoxLayout)
    , m_what(new SubstancePicker(tr("What does the patient react to?")))
    , m_reaction(new QComboBox)
    , m_year(new QLineEdit)
    , m_yearField(new FormField(tr("Since"), m_year))
    , m_add(new Button(Icon::Plus, tr("Add to the list")))
    , m_askBox(new QWidget)
    , m_askTitle(new TextLabel({}, TypeStyle::BodyStrong))
    , m_match(new SubstancePicker(tr("Which substance is meant?")))
    , m_reason(new QLineEdit)
    , m_none(new Button(tr("None known")))
    , m_unknown(new Button(tr("Does not know")))
    , m_confirm(new Button(Icon::Check, tr("Still right")))
{
    for (Button *button : {m_add, m_none, m_unknown, m_confirm})
        button->setWrites();
    setObjectName(u"allergyPanel"_s);
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    buildWhole(head);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 10, 16, 12);
    column->setSpacing(8);
    column->addLayout(head);
    column->addWidget(m_banner);
    column->addLayout(m_list);
    column->addWidget(m_askBox);
    column->addWidget(buildAdd());
    auto *reason = new QVBoxLayout(m_askBox);
    reason->setContentsMargins(0, 0, 0, 0);
    reason->addWidget(buildReason());
    m_askBox->hide();
    hide();
}

void AllergyPanel::buildWhole(QBoxLayout *head)
{
    auto *close = Button::iconOnly(Icon::Close, tr("Close"));
    head->addWidget(new TextLabel(tr("Ask: any allergy, or a bad reaction to a medicine, cream or metal?"),
                                  TypeStyle::BodyStrong));
    head->addStretch();
    for (Button *button : {m_confirm, m_none, m_unknown})
        head->addWidget(button);
    head->addWidget(close);
    connect(close, &Button::clicked, this, &AllergyPanel::close);
    connect(m_confirm, &Button::clicked, this, [this] {
        if (done(confirmAllergies(m_context.database(), m_context.actor(), m_context.now(), m_patient)))
            this->close();
    });
    connect(m_none, &Button::clicked, this, [this] {
        if (done(confirmNoneKnown(m_context.database(), m_context.actor(), m_context.now(), m_patient)))
            this->close();
    });
    connect(m_unknown, &Button::clicked, this, [this] {
        if (done(markAskedUnknown(m_context.database(), m_context.actor(), m_context.now(), m_patient)))
            this->close();
    });
}

QWidget *AllergyPanel::buildAdd()
{
    for (const Reaction reaction :
         {Reaction::NotStated, Reaction::Rash, Reaction::HivesOrSwelling, Reaction::ContactDermatitis,
          Reaction::Anaphylaxis, Reaction::FaintOrPalpitations, Reaction::Other})
        m_reaction->addItem(reactionChoice(reaction), static_cast<int>(reaction));
    m_year->setPlaceholderText(tr("year"));
    m_year->setMaximumWidth(90);
    auto *box = new QWidget;
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    auto *what = new FormField(tr("What"), m_what);
    row->addWidget(what, 3);
    row->addWidget(new FormField(tr("What happened"), m_reaction), 2);
    row->addWidget(m_yearField);
    auto *button = new QVBoxLayout;
    button->addSpacing(QFontMetrics(dermis::font(TypeStyle::Small)).height() + 3);
    button->addWidget(m_add);
    button->addStretch();
    row->addLayout(button);
    connect(m_add, &Button::clicked, this, &AllergyPanel::add);
    connect(m_what->line(), &QLineEdit::returnPressed, this, &AllergyPanel::add);
    return box;
}

QWidget *AllergyPanel::buildReason()
{
    auto *box = new QWidget;
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    auto *keep = new Button(tr("Write it down"));
    keep->setWrites();
    auto *leave = new Button(tr("Leave it"));
    m_reason->setAccessibleName(tr("Reason"));
    row->addWidget(m_askTitle);
    row->addWidget(m_match, 1);
    row->addWidget(m_reason, 1);
    row->addWidget(keep);
    row->addWidget(leave);
    connect(keep, &Button::clicked, this, &AllergyPanel::finishAct);
    connect(m_reason, &QLineEdit::returnPressed, this, &AllergyPanel::finishAct);
    connect(leave, &Button::clicked, m_askBox, &QWidget::hide);
    return box;
}

void AllergyPanel::openFor(PatientId patient, const QList<Allergy> &allergies, AllergyId focused)
{
    m_patient = patient;
    m_banner->clear();
    m_askBox->hide();
    m_what->begin({});
    m_year->clear();
    setAllergies(allergies);
    show();
    m_what->line()->setFocus(Qt::OtherFocusReason);
    for (const Allergy &allergy : active()) {
        if (allergy.id == focused && allergy.isUnmatched())
            ask(Act::Match, allergy);
    }
}

void AllergyPanel::setAllergies(const QList<Allergy> &allergies)
{
    m_allergies = allergies;
    const bool any = !active().isEmpty();
    m_confirm->setVisible(any);
    m_none->setVisible(!any);
    m_unknown->setVisible(!any);
    showRows();
}

QList<Allergy> AllergyPanel::active() const
{
    QList<Allergy> found;
    for (const Allergy &allergy : m_allergies) {
        if (allergy.status == AllergyStatus::Active)
            found << allergy;
    }
    return found;
}

void AllergyPanel::showRows()
{
    delete m_rows;
    m_rows = new QWidget;
    auto *column = new QVBoxLayout(m_rows);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    for (const Allergy &allergy : active())
        column->addWidget(row(allergy));
    m_list->addWidget(m_rows);
}

QWidget *AllergyPanel::row(const Allergy &allergy)
{
    auto *row = new QWidget;
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    line->addWidget(new TextLabel(nameOf(allergy), TypeStyle::BodyStrong,
                                  allergy.isUnmatched() ? &Tokens::notAskedText : &Tokens::stopText));
    QStringList detail{allergy.isUnmatched() ? tr("not matched, stops treatment") : QString(),
                       reactionWords(allergy.reaction), allergy.reactionText};
    detail.removeAll(QString());
    line->addWidget(new TextLabel(detail.join(u", "_s), TypeStyle::Small, &Tokens::text2));
    line->addStretch();
    if (allergy.isUnmatched()) {
        addRowButton(line, tr("Match"), Act::Match, allergy);
        if (may(m_context.actor().roles, Permission::Decide))
            addRowButton(line, tr("Not relevant"), Act::NotRelevant, allergy);
    }
    addRowButton(line, tr("Take off the list"), Act::TakeOff, allergy);
    return row;
}

void AllergyPanel::addRowButton(QBoxLayout *line, const QString &text, Act act, const Allergy &allergy)
{
    auto *button = new Button(text, ButtonKind::Link);
    button->setAccessibleName(u"%1: %2"_s.arg(text, nameOf(allergy)));
    connect(button, &Button::clicked, this, [this, act, allergy] { ask(act, allergy); });
    line->addWidget(button);
}

void AllergyPanel::ask(Act act, const Allergy &allergy)
{
    m_act = act;
    m_subject = allergy.id;
    m_reason->clear();
    m_match->setVisible(act == Act::Match);
    m_reason->setVisible(act != Act::Match);
    m_reason->setPlaceholderText(act == Act::NotRelevant ? tr("Reason, 15 letters or more") : tr("Reason"));
    switch (act) {
    case Act::Match:
        m_askTitle->setText(tr("%1 means").arg(nameOf(allergy)));
        m_match->begin(allergy.text);
        break;
    case Act::NotRelevant:
        m_askTitle->setText(tr("%1 does not matter to needling, because").arg(nameOf(allergy)));
        break;
    default:
        m_askTitle->setText(tr("%1 comes off the list, because").arg(nameOf(allergy)));
    }
    m_askBox->show();
    (act == Act::Match ? m_match->line() : m_reason)->setFocus(Qt::OtherFocusReason);
}

void AllergyPanel::finishAct()
{
    Database &database = m_context.database();
    const Actor &actor = m_context.actor();
    bool kept = false;
    switch (m_act) {
    case Act::Match:
        kept = done(matchAllergy(database, actor, m_context.now(), m_subject, m_match->substance()));
        break;
    case Act::NotRelevant:
        kept = done(markNotRelevant(database, actor, m_context.now(), m_subject, m_reason->text()));
        break;
    case Act::TakeOff:
        kept = done(retireAllergy(database, actor, m_context.now(), m_subject, m_reason->text()));
        break;
    case Act::None:
        return;
    }
    if (!kept)
        return;
    m_askBox->hide();
    m_what->line()->setFocus(Qt::OtherFocusReason);
}

void AllergyPanel::add()
{
    if (m_what->text().isEmpty())
        return;
    const auto onset = PartialDate::fromString(m_year->text().trimmed());
    const bool unread = !m_year->text().trimmed().isEmpty() && !onset;
    m_yearField->setProblem(unread ? tr("A year, as 2009.") : QString());
    if (unread)
        return;
    Allergy allergy;
    allergy.patientId = m_patient;
    allergy.substance = m_what->substance();
    allergy.text = m_what->text();
    allergy.reaction = static_cast<Reaction>(m_reaction->currentData().toInt());
    allergy.onset = onset.value_or(PartialDate());
    allergy.source = u"patient"_s;
    if (!done(addAllergy(m_context.database(), m_context.actor(), m_context.now(), allergy)))
        return;
    m_what->begin({});
    m_year->clear();
    m_reaction->setCurrentIndex(0);
    m_what->line()->setFocus(Qt::OtherFocusReason);
}

template <typename T>
bool AllergyPanel::done(const Result<T> &result)
{
    if (!result) {
        const ErrorWords told = words(result.error());
        m_banner->tell({BannerKind::Stop, told.title, told.detail, {}});
        return false;
    }
    m_banner->clear();
    m_context.announceRecordChanged(m_patient);
    return true;
}

void AllergyPanel::close()
{
    m_askBox->hide();
    hide();
}

void AllergyPanel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), tokens().panel);
    paintLowerLine(painter, rect(), tokens().line);
}

void AllergyPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else
        QFrame::keyPressEvent(event);
}

} // namespace dermis
