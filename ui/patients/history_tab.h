#pragma once

#include "ui/patients/record_view.h"

#include <QWidget>

class QListWidget;
class QTextBrowser;

namespace dermis {

class Card;
class ClinicContext;
class ErrorBanner;
class NoteCard;

/// Every history taken, with all its answers, and every note.
class HistoryTab : public QWidget
{
    Q_OBJECT
public:
    explicit HistoryTab(ClinicContext &context, QWidget *parent = nullptr);
    void setView(const RecordView &view);
    void writeNote();
    void keepDraft();
    void setCompact(bool compact);

Q_SIGNALS:
    void changed();

private:
    void showResponse();
    void fitList();
    QString answersHtml(const SavedResponse &saved, const Questionnaire &form) const;

    ClinicContext &m_context;
    bool m_compact = false;
    QList<ResponseEntry> m_responses;
    Card *m_taken;
    QListWidget *m_list;
    QTextBrowser *m_answers;
    ErrorBanner *m_banner;
    NoteCard *m_notes;
};

} // namespace dermis
