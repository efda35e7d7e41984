#include "ui/settings/hold_card.h"

#include "core/access/permissions.h"
#include "core/patients/patient_repository.h"
#include "core/storage/database.h"
#include "ui/context/clinic_context.h"
#include "ui/context/words.h"
#include "ui/settings/card_parts.h"
#include "ui/widgets/button.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/text_label.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

QString kindWords(RetentionFlagKind kind)
{
    switch (kind) {
    case RetentionFlagKind::Hold:
        return HoldCard::tr("Complaint or litigation: no end");
    case RetentionFlagKind::Incapacity:
        return HoldCard::tr("Incapacity: for life");
    case RetentionFlagKind::SlowAdverseEvent:
        return HoldCard::tr("Adverse event that may show late: 25 years (proposed)");
    }
    return {};
}

} // namespace

HoldCard::HoldCard(ClinicContext &context, QWidget *parent)
    : Card(tr("Kept longer"), parent)
    , m_context(context)
    , m_banner(new ErrorBanner)
    , m_rows(new QVBoxLayout)
    , m_patient(new QLineEdit)
    , m_kind(new QComboBox)
    , m_reason(new QLineEdit)
    , m_set(new Button(tr("Keep longer")))
{
    mayShrink(*m_kind);
    m_rows->setSpacing(8);
    m_set->setWrites();
    QVBoxLayout *column = columnIn(*this);
    column->addWidget(m_banner);
    column->addLayout(m_rows);
    column->addWidget(makeForm());
    connect(m_patient, &QLineEdit::textChanged, this, &HoldCard::showReady);
    connect(m_reason, &QLineEdit::textChanged, this, &HoldCard::showReady);
    connect(m_set, &Button::clicked, this, &HoldCard::set);
    showReady();
}

QWidget *HoldCard::makeForm()
{
    m_patient->setObjectName(u"holdPatient"_s);
    m_patient->setPlaceholderText(tr("file number"));
    m_reason->setObjectName(u"holdReason"_s);
    auto *inner = new QWidget;
    auto *form = new QFormLayout(inner);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(12);
    form->setVerticalSpacing(8);
    form->addRow(tr("Pa&tient"), m_patient);
    form->addRow(tr("&Why"), m_kind);
    form->addRow(tr("&Reason"), m_reason);
    form->addRow(QString(), m_set);
    m_set->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    return inner;
}

void HoldCard::refresh()
{
    m_kind->clear();
    for (const RetentionFlagKind kind :
         {RetentionFlagKind::Hold, RetentionFlagKind::Incapacity, RetentionFlagKind::SlowAdverseEvent}) {
        if (kind == RetentionFlagKind::Hold || may(m_context.actor().roles, Permission::Decide))
            m_kind->addItem(kindWords(kind), static_cast<int>(kind));
    }
    const auto flags = standingRetentionFlags(m_context.database());
    if (!flags)
        return tell(*m_banner, flags.error());
    showFlags(*flags);
}

void HoldCard::showFlags(const QList<RetentionFlag> &flags)
{
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        if (QWidget *widget = item->widget())
            widget->deleteLater();
        delete item;
    }
    for (const RetentionFlag &flag : flags)
        m_rows->addWidget(rowFor(flag));
    if (flags.isEmpty())
        m_rows->addWidget(sentence(tr("No record is kept longer than its time.")));
}

QWidget *HoldCard::rowFor(const RetentionFlag &flag)
{
    const auto person = patient(m_context.database(), flag.patientId);
    const QString file = person ? person->fileNumber : QString();
    auto *row = new QWidget;
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    auto *said = sentence(tr("%1: %2. %3 (%4, %5)")
                              .arg(file, kindWords(flag.kind), flag.reason, flag.setByName,
                                   dateWords(clinicTime(flag.setAt).date())));
    line->addWidget(said, 1);
    auto *release = new Button(tr("Release…"));
    release->setWrites();
    release->setSmall(true);
    release->setAccessibleName(tr("Release %1").arg(file));
    release->setToolTip(tr("Write above why it no longer holds, under Reason"));
    line->addWidget(release, 0, Qt::AlignTop);
    connect(release, &Button::clicked, this, [this, id = flag.id] { this->release(id); });
    return row;
}

void HoldCard::showReady()
{
    m_set->setEnabled(!m_patient->text().trimmed().isEmpty() && !m_reason->text().trimmed().isEmpty());
}

void HoldCard::set()
{
    m_banner->clear();
    const auto person = patientByFileNumber(m_context.database(), m_patient->text());
    if (!person)
        return tell(*m_banner, person.error());
    const auto kept =
        setRetentionFlag(m_context.database(), m_context.actor(), m_context.now(), person->id,
                         static_cast<RetentionFlagKind>(m_kind->currentData().toInt()), m_reason->text());
    if (!kept)
        return tell(*m_banner, kept.error());
    m_patient->clear();
    m_reason->clear();
    m_context.announceRecordChanged(person->id);
    refresh();
    Q_EMIT changed();
}

void HoldCard::release(RetentionFlagId flag)
{
    m_banner->clear();
    if (m_reason->text().trimmed().isEmpty()) {
        m_banner->tell(
            {BannerKind::Draft,
             tr("Say why it no longer holds"),
             tr("Write it under Reason, then press Release again. Both reasons stay in the journal."),
             {}});
        return m_reason->setFocus(Qt::OtherFocusReason);
    }
    const auto released = releaseRetentionFlag(m_context.database(), m_context.actor(), m_context.now(), flag,
                                               m_reason->text());
    if (!released)
        return tell(*m_banner, released.error());
    m_reason->clear();
    m_context.announceRecordChanged(released->patientId);
    refresh();
    Q_EMIT changed();
}

} // namespace dermis
