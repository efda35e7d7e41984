#pragma once

#include "core/treatments/day_sheets.h"
#include "ui/context/page.h"
#include "ui/printing/print_server.h"

#include <QTimer>

#include <memory>

class QCheckBox;
class QGridLayout;
class QScrollArea;

namespace dermis {

class Button;
class Card;
class EmptyState;
class ErrorBanner;
class PrintPanel;
class ProgressPanel;
class TextLabel;

/// The consent sheets of everybody booked on a day: which are issued and printed, one after the other, and what came of each.
class DaySheetsPage : public Page
{
    Q_OBJECT
public:
    explicit DaySheetsPage(ClinicContext &context, QWidget *parent = nullptr);
    /// `server` may be null: then PDFs are all there is.
    DaySheetsPage(ClinicContext &context, std::shared_ptr<PrintServer> server, QWidget *parent = nullptr);

    QString title() const override { return tr("Print sheets"); }
    QList<Crumb> crumbs() const override;
    /// `text` is the day; without one tomorrow.
    void open(const Destination &destination) override;
    void focusFirst() override;
    void refresh() override;
    QList<KeyLine> keys() const override;
    QList<QWidget *> panes() const override;

Q_SIGNALS:
    /// All ticked sheets were dealt with, or the work was stopped.
    void ended();

private:
    /// How one sheet left.
    struct Sent {
        Consent consent;
        int job = 0;  ///< of the printer; 0: it was saved
        QString path; ///< where it was saved
    };
    /// A row of the list, and what came of its sheet.
    struct Row {
        DaySheet sheet;
        QCheckBox *tick = nullptr; ///< null where nothing can be printed
        TextLabel *outcome = nullptr;
    };
    /// Takes an issued sheet to paper or into a folder, on a worker.
    using Sink = std::function<Result<Sent>(const Consent &consent, const PrintableSheet &sheet)>;

    void build();
    void connectParts();
    void showDay(const QDate &day);
    void fill(const QList<DaySheet> &sheets);
    void addRow(const DaySheet &sheet, int at, QGridLayout &grid);
    void showCount();
    QList<PatientId> ticked() const;
    void print();
    void save();
    void begin(const Sink &sink);
    void next();
    void take(PatientId patient, const Result<Sent> &sent);
    void finish();
    void untickDone();
    void cancel();
    void watchJobs();
    void showJob(PatientId patient, const Result<JobState> &state);
    void tickAgain(PatientId patient);
    void setOutcome(PatientId patient, const QString &words);
    const DaySheet *sheetOf(PatientId patient) const;
    void tellNothing();
    void tell(const Error &error);

    std::shared_ptr<PrintServer> m_server;
    QDate m_day;
    QList<Row> m_rows;
    QHash<PatientId, QString> m_outcomes;
    QHash<PatientId, int> m_jobs; ///< that the printer has not finished
    QSet<PatientId> m_again; ///< ticked once more, as they did not reach the paper
    QString m_queue;
    QList<PatientId> m_left; ///< still to be dealt with
    qsizetype m_all = 0;
    bool m_isRunning = false;
    bool m_isStopped = false;
    std::optional<Error> m_trouble;
    Sink m_sink;
    QTimer m_watch;

    ErrorBanner *m_banner;
    ProgressPanel *m_progress;
    Button *m_previous;
    TextLabel *m_date;
    Button *m_nextDay;
    Card *m_card;
    QScrollArea *m_scroll;
    EmptyState *m_nobody;
    Card *m_printCard;
    PrintPanel *m_print;
};

} // namespace dermis
