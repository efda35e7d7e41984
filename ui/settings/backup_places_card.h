#pragma once

#include "core/backup/backup_plan.h"
#include "ui/widgets/card.h"

#include <QHash>

class QLineEdit;

namespace dermis {

class Button;
class ClinicContext;
class ErrorBanner;
class TextLabel;

/// The places that backups go to: which are here now, when each got its last copy; added, changed and taken
/// away.
class BackupPlacesCard : public Card
{
    Q_OBJECT
public:
    /// `context` outlives the card.
    explicit BackupPlacesCard(ClinicContext &context, QWidget *parent = nullptr);
    void refresh();

private:
    QWidget *makeForm();
    void showPlaces();
    void showRows(const QList<BackupPlace> &places);
    QWidget *makeRow(const BackupPlace &place, const QString &copied, bool mayChange);
    void open(const BackupPlace &place);
    void chooseFolder();
    void keep();
    void retire();
    void close();
    void tell(const Error &error);

    ClinicContext &m_context;
    BackupPlace m_edited;
    QHash<QString, QString> m_here; ///< by path: whether it was seen, in words
    QList<std::pair<BackupPlace, TextLabel *>> m_where; ///< of each row
    QStringList m_said; ///< what the rows say now
    Button *m_add;
    QWidget *m_list;
    QWidget *m_form;
    ErrorBanner *m_banner;
    QLineEdit *m_name;
    QLineEdit *m_folder;
    QLineEdit *m_note;
    Button *m_retire;
};

} // namespace dermis
