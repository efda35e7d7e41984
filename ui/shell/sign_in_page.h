#pragma once

#include "core/access/staff.h"

#include <QDateTime>
#include <QHash>
#include <QWidget>

namespace dermis {

class BrandArt;
class Button;
class PersonList;
class TextLabel;

/// Who is at the computer? A choice for now; passwords come with the encrypted file. No patient is named
/// here.
class SignInPage : public QWidget
{
    Q_OBJECT
public:
    explicit SignInPage(QWidget *parent = nullptr);
    void setPractice(const QString &name);
    /// `drafts`: how many drafts each person has kept.
    void setPeople(const QList<Staff> &staff, const QHash<StaffId, int> &drafts);
    /// `person` is preselected; `lockedAt` (UTC) is invalid at the first start; `idleMinutes` is 0 when
    /// somebody locked it.
    void begin(StaffId person, const QDateTime &lockedAt, int idleMinutes = 0);
    StaffId currentPerson() const;

Q_SIGNALS:
    void signedIn(const dermis::Staff &person);

private:
    void accept();
    QWidget *makeForm();

    BrandArt *m_art;
    TextLabel *m_title;
    TextLabel *m_subtitle;
    PersonList *m_list;
    Button *m_continue;
    QList<Staff> m_staff;
};

} // namespace dermis
