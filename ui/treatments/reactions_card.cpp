#include "ui/treatments/reactions_card.h"

#include "core/access/permissions.h"
#include "core/safety/zones.h"
#include "core/storage/database.h"
#include "ui/context/clinic_context.h"
#include "ui/context/day_field.h"
#include "ui/context/words.h"
#include "ui/theme/icons.h"
#include "ui/widgets/button.h"
#include "ui/widgets/text_label.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QLineEdit>
#include <QListWidget>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int noticedWidth = 112;

QString reactionLine(const AdverseEvent &event)
{
    const QString where = event.zone.isEmpty() ? ReactionsCard::tr("everywhere") : zoneName(event.zone);
    const QString what = event.sign == u"other" ? event.words : ReactionsCard::tr("%1. %2").arg(event.title(), event.words);
    if (event.isOpen())
        return ReactionsCard::tr("Open since %1, %2: %3").arg(dateWords(event.noticed), where, what);
    return ReactionsCard::tr("Cleared %1, %2: %3 Seen by %4: %5").arg(dateWords(event.clearedOn), where, what, event.clearedByName, event.clearing);
}

void narrow(QComboBox &box)
{
    box.setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box.setMinimumContentsLength(10);
}

} // namespace

ReactionsCard::ReactionsCard(ClinicContext &context, QWidget *parent)
    : Card(QString(), parent)
    , m_context(context)
    , m_list(new QListWidget)
    , m_none(new TextLabel(tr("None was recorded. While one is open, its zone is not needled."), TypeStyle::Body, &Tokens::text2))
    , m_sign(new QComboBox)
    , m_zone(new QComboBox)
    , m_day(new QLineEdit)
    , m_words(new QLineEdit)
    , m_record(new Button(Icon::Plus, tr("Record")))
    , m_seen(new QLineEdit)
    , m_clear(new Button(Icon::Check, tr("It has cleared")))
{
    build();
    connect(m_record, &Button::clicked, this, &ReactionsCard::record);
    connect(m_words, &QLineEdit::returnPressed, this, &ReactionsCard::record);
    connect(m_clear, &Button::clicked, this, &ReactionsCard::clear);
    connect(m_seen, &QLineEdit::returnPressed, this, &ReactionsCard::clear);
    connect(m_list, &QListWidget::currentRowChanged, this, &ReactionsCard::showRights);
}

void ReactionsCard::build()
{
    m_list->setAccessibleName(tr("Reactions after treatment"));
    m_list->setWordWrap(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_none->setWrapped(true);
    m_none->setContentsMargins(14, 8, 14, 8);
    m_sign->setAccessibleName(tr("Warning sign"));
    m_sign->addItem(tr("Another sign"), u"other"_s);
    for (const WarningSign &sign : warningSigns())
        m_sign->addItem(tr("%1 %2 (%3)").arg(sign.code, sign.name, sign.urgency), sign.code);
    m_zone->setAccessibleName(tr("Where"));
    m_zone->addItem(tr("Everywhere"), QString());
    for (const Zone &zone : allZones())
        m_zone->addItem(zone.name, zone.code);
    narrow(*m_sign);
    narrow(*m_zone);
    m_day->setAccessibleName(tr("Noticed on"));
    m_day->setToolTip(tr("The day it was noticed"));
    m_day->setFixedWidth(noticedWidth);
    m_words->setAccessibleName(tr("What was seen"));
    m_words->setPlaceholderText(tr("What was seen"));
    m_record->setWrites();
    m_record->setAccessibleName(tr("Record the reaction"));
    m_seen->setAccessibleName(tr("What the dermatologist saw"));
    m_seen->setPlaceholderText(tr("What you saw, for the one chosen above"));
    m_clear->setWrites();
    auto *adding = new QHBoxLayout;
    adding->setContentsMargins(12, 4, 12, 4);
    adding->setSpacing(8);
    adding->addWidget(m_sign, 2);
    adding->addWidget(m_zone, 1);
    adding->addWidget(m_day);
    adding->addWidget(m_words, 2);
    adding->addWidget(m_record);
    auto *clearing = new QHBoxLayout;
    clearing->setContentsMargins(12, 0, 12, 8);
    clearing->setSpacing(8);
    clearing->addWidget(m_seen, 1);
    clearing->addWidget(m_clear);
    body()->addWidget(m_list, 1);
    body()->addWidget(m_none, 1);
    body()->addLayout(adding);
    body()->addLayout(clearing);
}

const AdverseEvent *ReactionsCard::chosen() const
{
    const int row = m_list->currentRow();
    return row >= 0 && row < m_events.size() ? &m_events.at(row) : nullptr;
}

void ReactionsCard::show(PatientId patient, const QList<AdverseEvent> &events)
{
    if (patient != m_patient) {
        m_words->clear();
        m_day->setText(dayToType(m_context.today()));
        m_seen->clear();
        m_sign->setCurrentIndex(0);
        m_zone->setCurrentIndex(0);
    }
    const AdverseEventId before = chosen() != nullptr && patient == m_patient ? chosen()->id : AdverseEventId();
    m_patient = patient;
    m_events = events;
    m_list->clear();
    for (const AdverseEvent &event : events)
        m_list->addItem(new QListWidgetItem(icon(event.isOpen() ? Icon::Bell : Icon::Check), reactionLine(event)));
    const auto same = std::ranges::find(m_events, before, &AdverseEvent::id);
    if (same == m_events.end())
        m_seen->clear(); // it was said of another one
    m_list->setCurrentRow(same == m_events.end() ? 0 : static_cast<int>(same - m_events.begin()));
    m_list->setVisible(!events.isEmpty());
    m_none->setVisible(events.isEmpty());
    showRights();
}

void ReactionsCard::showRights()
{
    const bool mayRecord = may(m_context.actor().roles, Permission::Sessions);
    for (QWidget *one : QList<QWidget *>{m_sign, m_zone, m_day, m_words, m_record})
        one->setVisible(mayRecord);
    const bool mayClear = may(m_context.actor().roles, Permission::Decide) && chosen() != nullptr && chosen()->isOpen();
    m_seen->setVisible(mayClear);
    m_clear->setVisible(mayClear);
}

void ReactionsCard::record()
{
    AdverseEvent event;
    event.patient = m_patient;
    event.noticed = dayFromTyping(m_day->text());
    event.sign = m_sign->currentData().toString();
    event.zone = m_zone->currentData().toString();
    event.words = m_words->text();
    const auto kept = recordAdverseEvent(m_context.database(), m_context.actor(), m_context.now(), event);
    if (!kept) {
        m_words->setFocus(Qt::OtherFocusReason);
        Q_EMIT failed(kept.error());
        return;
    }
    m_words->clear();
    m_day->setText(dayToType(m_context.today()));
    Q_EMIT changed();
}

void ReactionsCard::clear()
{
    if (chosen() == nullptr)
        return;
    const auto cleared = clearAdverseEvent(m_context.database(), m_context.actor(), m_context.now(), chosen()->id, chosen()->revision, m_seen->text());
    if (!cleared) {
        m_seen->setFocus(Qt::OtherFocusReason);
        Q_EMIT failed(cleared.error());
        return;
    }
    m_seen->clear();
    m_list->setFocus(Qt::OtherFocusReason);
    Q_EMIT changed();
}

} // namespace dermis
