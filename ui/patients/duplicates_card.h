#pragma once

#include "core/patients/likely_duplicates.h"
#include "ui/widgets/card.h"

#include <QTimer>

namespace dermis {

class ClinicContext;

/// People already here who may be the one being typed, each with why and "Open".
class DuplicatesCard : public Card
{
    Q_OBJECT
public:
    explicit DuplicatesCard(ClinicContext &context, QWidget *parent = nullptr);
    /// Looks for this draft soon; only the newest counts.
    void lookFor(const Patient &draft);
    int count() const { return static_cast<int>(m_found.size()); }

Q_SIGNALS:
    void openRequested(dermis::PatientId patient);

private:
    void look();
    void show(const QList<LikelyDuplicate> &found);
    QWidget *row(const LikelyDuplicate &duplicate);

    ClinicContext &m_context;
    QTimer m_timer;
    Patient m_draft;
    quint64 m_newest = 0;
    QList<LikelyDuplicate> m_found;
    QWidget *m_rows = nullptr;
};

} // namespace dermis
