#pragma once

#include "core/backup/backup_round.h"
#include "ui/widgets/card.h"

class QGridLayout;

namespace dermis {

class BackupRunner;
class Button;
class ClinicContext;
class ErrorBanner;
class ProgressPanel;
class TextLabel;

/// The last proven restore: when, what was compared, and a way to make the next one.
class BackupProofCard : public Card
{
    Q_OBJECT
public:
    /// Both outlive the card.
    BackupProofCard(ClinicContext &context, BackupRunner &runner, QWidget *parent = nullptr);
    void refresh();
    QWidget *firstControl() const;

Q_SIGNALS:
    void printRequested(const dermis::Backup &backup);

private:
    QWidget *makeHead();
    void connectRunner();
    void showNewest(const BackupStanding &standing);
    void showRows(const QList<Backup> &newest);
    void addRow(const QString &label, const QString &value);
    void showRunning(bool running);
    void tellEnd(const Result<BackupRound> &round);

    ClinicContext &m_context;
    BackupRunner &m_runner;
    QList<Backup> m_newest;
    BackupId m_shown; ///< whose rows stand there
    bool m_isByHand = false;
    ErrorBanner *m_banner;
    QWidget *m_shield = nullptr; ///< seen once a backup is proven
    TextLabel *m_mark;
    TextLabel *m_when;
    TextLabel *m_how;
    Button *m_make;
    Button *m_print;
    ProgressPanel *m_progress;
    QWidget *m_rows;
    QGridLayout *m_grid;
};

} // namespace dermis
