#pragma once

#include "ui/printing/print_server.h"

#include <QTimer>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QSpinBox;

namespace dermis {

class Button;
class ErrorBanner;
class TextLabel;

/// Chooses a printer and sends a sheet to it, in place and not in a dialog.
class PrintPanel : public QWidget
{
    Q_OBJECT
public:
    explicit PrintPanel(std::shared_ptr<PrintServer> server, QWidget *parent = nullptr);
    /// Asks for the printers and shows itself; `act` is the word on the button.
    void begin(const QString &act);
    void setAct(const QString &act);
    /// Whether a PDF may be saved; a secret may go to paper only.
    void setSavable(bool savable);
    /// One side only, and no way to change it: two people's letters must not share a leaf.
    void setOneSided(bool isOneSided);
    /// Whether the keyboard goes to it once the printers are known; it does unless told otherwise.
    void setTakesFocus(bool takes) { m_takesFocus = takes; }
    /// Sends the sheet as `title` to the chosen printer.
    void send(const PrintableSheet &sheet, const QString &title);
    /// What the person chose, for who sends several sheets one after the other.
    PrintOrder order(const QString &title) const;
    QWidget *firstControl() const;

Q_SIGNALS:
    /// The person wants it printed: get the sheet and call send().
    void printRequested();
    void saveRequested();
    void closed();
    /// Where the print job stands, in words.
    void jobTold(const QString &words);

private:
    void showQueues(const Result<QList<PrintQueue>> &queues);
    void showSent(const Result<int> &job);
    void watchJob();
    void showJob(const Result<JobState> &state);
    void tellSilence();
    void tellJob(const QString &words);
    void tryPrinting();
    bool hasPrinter() const;
    Button *lastControl() const;
    void focusWhenAsked(Button *button);
    void addField(const QString &label, QWidget *field);

    std::shared_ptr<PrintServer> m_server;
    QList<PrintQueue> m_queues;
    QString m_queue;
    QString m_act;
    int m_job = 0;
    bool m_takesFocus = true;
    QTimer m_watch;

    ErrorBanner *m_banner;
    QComboBox *m_printer;
    QSpinBox *m_copies;
    QCheckBox *m_bothSides;
    TextLabel *m_state;
    Button *m_print;
    Button *m_save;
    Button *m_close;
};

} // namespace dermis
