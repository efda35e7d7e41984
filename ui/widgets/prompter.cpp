#include "ui/widgets/prompter.h"

#include <QFileDialog>

namespace dermis {

namespace {

void ask(QWidget *parent, QFileDialog::AcceptMode mode, const FileQuestion &question, Prompter::Answer answer)
{
    auto *dialog = new QFileDialog(parent, question.title, question.folder);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(mode);
    dialog->setFileMode(mode == QFileDialog::AcceptOpen ? QFileDialog::ExistingFile : QFileDialog::AnyFile);
    dialog->setNameFilters(question.nameFilters);
    dialog->setDefaultSuffix(question.suffix);
    dialog->selectFile(question.suggestion);
    QObject::connect(dialog, &QFileDialog::fileSelected, dialog, answer);
    dialog->open();
}

} // namespace

void DesktopPrompter::askOpenFile(QWidget *parent, const FileQuestion &question, Answer answer)
{
    ask(parent, QFileDialog::AcceptOpen, question, std::move(answer));
}

void DesktopPrompter::askSaveFile(QWidget *parent, const FileQuestion &question, Answer answer)
{
    ask(parent, QFileDialog::AcceptSave, question, std::move(answer));
}

void DesktopPrompter::askFolder(QWidget *parent, const FileQuestion &question, Answer answer)
{
    auto *dialog = new QFileDialog(parent, question.title, question.folder);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    QObject::connect(dialog, &QFileDialog::fileSelected, dialog, answer);
    dialog->open();
}

} // namespace dermis
