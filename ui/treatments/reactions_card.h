#pragma once

#include "core/safety/adverse_event.h"
#include "ui/widgets/card.h"

class QComboBox;
class QLineEdit;
class QListWidget;

namespace dermis {

class Button;
class ClinicContext;
class TextLabel;

/// Reactions after a patient's treatments: recorded by the nurse or the dermatologist, cleared by the dermatologist.
class ReactionsCard : public Card
{
    Q_OBJECT
public:
    explicit ReactionsCard(ClinicContext &context, QWidget *parent = nullptr);
    /// What was typed stays while the patient does.
    void show(PatientId patient, const QList<AdverseEvent> &events);

Q_SIGNALS:
    /// One was recorded or cleared.
    void changed();
    void failed(const Error &error);

private:
    void build();
    void showRights();
    void record();
    void clear();
    const AdverseEvent *chosen() const;

    ClinicContext &m_context;
    PatientId m_patient;
    QList<AdverseEvent> m_events;
    QListWidget *m_list;
    TextLabel *m_none;
    QComboBox *m_sign;
    QComboBox *m_zone;
    QLineEdit *m_day;
    QLineEdit *m_words;
    Button *m_record;
    QLineEdit *m_seen;
    Button *m_clear;
};

} // namespace dermis
