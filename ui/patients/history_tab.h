#pragma once

#include "ui/patients/record_view.h"

#include <QPointer>
#include <QWidget>

#include <memory>

class QListWidget;
class QStackedLayout;
class QTextBrowser;

namespace dermis {

class Card;
class ClinicContext;
class ErrorBanner;
class NoteCard;
class SheetPane;
class PrintServer;

/// Every history taken, with all its answers, and every note. Other forms are in FormsTab.
class HistoryTab : public QWidget
{
    Q_OBJECT
public:
    explicit HistoryTab(ClinicContext &context, QWidget *parent = nullptr);
    /// `server` may be null: then notes are saved as PDF only.
    HistoryTab(ClinicContext &context, std::shared_ptr<PrintServer> server, QWidget *parent = nullptr);
    void setView(const RecordView &view);
    void writeNote();
    /// Shows one note, or with a null id all, as it prints.
    void printNotes(NoteId note = {});
    void keepDraft();
    void setCompact(bool compact);

Q_SIGNALS:
    void changed();

private:
    QWidget *makeColumns();
    void closeSheet();
    void showResponse();
    void fitList();

    ClinicContext &m_context;
    PatientId m_patient;
    bool m_compact = false;
    QList<ResponseEntry> m_responses;
    Card *m_taken;
    QListWidget *m_list;
    QTextBrowser *m_answers;
    ErrorBanner *m_banner;
    NoteCard *m_notes;
    SheetPane *m_sheet;
    QPointer<QWidget> m_before; // had the keyboard before the notes were printed
    QStackedLayout *m_stack; // the columns, or the notes as they print
};

} // namespace dermis
