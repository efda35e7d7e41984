#pragma once

#include "core/backup/schedule.h"
#include "ui/widgets/card.h"

namespace dermis {

class ClinicContext;
class TextLabel;

/// What became of the last nights' backups: a row of marks, and one sentence for each that was not as
/// planned.
class BackupNightsCard : public Card
{
    Q_OBJECT
public:
    /// `context` outlives the card.
    explicit BackupNightsCard(ClinicContext &context, QWidget *parent = nullptr);
    void refresh();

Q_SIGNALS:
    void listRequested();

private:
    class Marks;
    ClinicContext &m_context;
    Marks *m_marks;
    TextLabel *m_words;
};

} // namespace dermis
