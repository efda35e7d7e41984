#pragma once

#include "core/access/staff.h"
#include "ui/settings/settings_section.h"

#include <QList>

#include <optional>

class QCheckBox;
class QLineEdit;
class QBoxLayout;

namespace dermis {

class Button;
class ClinicContext;
class DraftKeeper;
class ErrorBanner;
class PasswordPanel;
class PersonList;
class TextLabel;
struct Error;

/// Who works here and what each may do. Typing goes to a draft; Keep changes makes it part of the record.
class PeopleSection : public SettingsSection
{
    Q_OBJECT
public:
    explicit PeopleSection(ClinicContext &context, QWidget *parent = nullptr);
    void refresh() override;
    void keepDraft() override;
    void setRoom(int width) override;

private:
    QWidget *makeList();
    QWidget *makeForm();
    QWidget *makeRight();
    void connectControls();
    void load();
    void showPerson(int row);
    void showFields(const Staff &person);
    void addPerson();
    Staff typed() const;
    void changed();
    void showState();
    void keep();
    void undo();
    void askWhose(const Staff &theirs);
    void settle(bool mine);
    void tell(const Error &error);

    ClinicContext &m_context;
    QList<Staff> m_staff;
    Staff m_person; ///< as stored; a null id while a person is being added
    std::optional<Staff> m_theirs; // while whose changes are to stand is asked
    bool m_dirty = false;

    QBoxLayout *m_cards = nullptr;
    ErrorBanner *m_banner;
    PersonList *m_list;
    Button *m_add;
    QLineEdit *m_name;
    QLineEdit *m_hpcsa;
    QList<QCheckBox *> m_roles; // in the order of allRoles()
    QCheckBox *m_active;
    TextLabel *m_state;
    Button *m_undo;
    Button *m_keep;
    PasswordPanel *m_password;
    DraftKeeper *m_draft;
};

} // namespace dermis
